// Passes on graphs in SSA form: blocks use variables of dominating blocks
// without passing them along links.
#pragma once

#include "translator/flow/graph.h"

#include <unordered_map>

namespace tw::flow {

// Removes inputs that always receive one value or the values of another input.
// In: SSA or SSI form. Out: SSA form.
void unifyVariables(FunctionGraph& graph);

// Per block of a graph in SSA form: the variables that it, or what follows it,
// uses without defining them, by id. convertToSsi() appends an input for each,
// in this order.
std::unordered_map<const Block*, std::vector<Variable*>> liveVariables(const FunctionGraph& graph);

} // namespace tw::flow
