// Passes on graphs in SSA form: blocks use variables of dominating blocks
// without passing them along links.
#pragma once

#include "translator/flow/graph.h"

namespace tw::flow {

// Removes inputs that always receive one value or the values of another input.
// In: SSA or SSI form. Out: SSA form.
void unifyVariables(FunctionGraph& graph);

} // namespace tw::flow
