// Calls of graphs: arguments matched with parameters, and the call itself.
#pragma once

#include "translator/rtype/repr.h"

#include <vector>

namespace tw::annotate {
struct CallShape;
class FunctionDesc;
} // namespace tw::annotate

namespace tw::rtype {

// The graph of `function` that the call `hop` uses (argument 0 is the
// callable; self, if any, has been inserted as argument 1).
flow::FunctionGraph* graphOfCall(HighLevelOp& hop, annotate::FunctionDesc& function, bool isMethod);

// How the call passes its arguments.
annotate::CallShape shapeOf(const HighLevelOp& hop);

// Values for all parameters of the graph, in the forms it takes; defaults filled in.
std::vector<Value> bindArguments(HighLevelOp& hop, flow::FunctionGraph& graph);

// The result of a call of `graph` as the operation wants it.
Value callDirectly(HighLevelOp& hop, flow::FunctionGraph& graph);
// `function` is a function pointer; `graphs` is what it may point to, all of the
// signature of the first.
Value callIndirectly(HighLevelOp& hop, Value function, std::vector<flow::FunctionGraph*> graphs);

} // namespace tw::rtype
