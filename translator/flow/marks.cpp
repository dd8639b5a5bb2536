// Looks marks up on the function that a graph is of.
#include "translator/flow/marks.h"

#include "translator/host/host.h"

namespace tw::flow {

bool hasMark(const FunctionGraph& graph, std::string_view name) {
  host::Host* host = graph.context().host();
  if (!graph.function || !host) return false;
  host::Object* mark = host->getAttrOrNull(graph.function, name);
  return mark && host->truth(mark);
}

bool isNeverInlined(const FunctionGraph& graph) {
  return graph.dontInline || hasMark(graph, "_dont_inline_");
}

} // namespace tw::flow
