// Explains why a function never returns. Private to annotate.
#pragma once

#include "translator/support/diagnostic.h"

#include <vector>

namespace tw::flow {
class FunctionGraph;
}

namespace tw::annotate {

class Annotator;

// The places that raise on the ways through the graph, also in functions that it calls and that
// never return; after the fix point.
std::vector<DiagnosticNote> explainNoReturn(Annotator& annotator, const flow::FunctionGraph& graph);

} // namespace tw::annotate
