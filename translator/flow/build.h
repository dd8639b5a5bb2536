// The flow builder: from a live function to its flow graph.
//
// In: a function object of the host. Out: a simplified graph in SSI form of
// operations.def's high-level operations. The builder executes the function's
// bytecode abstractly: constants fold by asking the host, a branch on a constant
// is not followed, unrolling_iterable loops unroll, join points merge states.
// What is not RPython throws TranslationError.
#pragma once

#include "translator/flow/graph.h"

namespace tw::host {
class Host;
}

namespace tw::flow {

// The graph of a function; the same function gives the same graph. Do not
// change the graph if the function may be asked for again: see copyGraph.
FunctionGraph* flowFunction(host::FunctionObject* function, GraphContext& context);

} // namespace tw::flow
