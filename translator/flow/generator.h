// Generators: from the body of a generator function to an iterator class.
//
// The graph of the body becomes the graph of the method next() of a class of
// its own; the function itself becomes a bootstrap that makes an instance and
// stores the parameters in it. What lives across a `yield` is stored in
// attributes of the instance, and the number of the yield in `state`. While
// the body runs, and after it has finished (by return or by an exception), the
// state is such that next() raises StopIteration.
#pragma once

#include "translator/flow/graph.h"

namespace tw::flow {

// `body` is the simplified graph of a generator function; it is consumed. The
// result is the bootstrap. The graph of next() is entered in the context.
FunctionGraph* transformGenerator(FunctionGraph& body);

} // namespace tw::flow
