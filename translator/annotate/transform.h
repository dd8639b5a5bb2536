// Clean-up of a graph after its annotations are final. Private to annotate.
#pragma once

#include "translator/annotate/annotator.h"

namespace tw::annotate {

// Removes code that is never reached and recognises forms that rtype has better
// operations for.
void transformGraph(Annotator& annotator, flow::FunctionGraph& graph);

} // namespace tw::annotate
