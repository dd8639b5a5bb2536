// Annotations as text.
#pragma once

#include "translator/annotate/model.h"

#include <string>

namespace tw::flow {
class FunctionGraph;
}

namespace tw::annotate {

// For people: "a list of int", "an instance of Foo or None", "the function f".
std::string describe(const Annotation* annotation);
// For tests and dumps; stable: "Integer(nonneg)", "List(String(noNul), resized)".
std::string dump(const Annotation* annotation);
// Every block with the annotations of its variables, after annotation.
std::string dumpGraph(const flow::FunctionGraph& graph);

} // namespace tw::annotate
