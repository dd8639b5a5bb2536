// Marks that the program sets on functions: attributes such as _always_inline_.
#pragma once

#include "translator/flow/graph.h"

#include <string_view>

namespace tw::flow {

// Has the function of the graph that attribute, and is it true? Graphs without a
// function have none.
bool hasMark(const FunctionGraph& graph, std::string_view name);
// Must it stay a function of its own?
bool isNeverInlined(const FunctionGraph& graph);

} // namespace tw::flow
