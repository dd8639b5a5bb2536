// Sets of readers and histories of generalisations.
#include "translator/annotate/provenance.h"

#include "translator/flow/graph.h"

namespace tw::annotate {

SourceSpan Position::span() const {
  if (operation) return operation->span;
  // A branch or a link has no span of its own: the last operation is nearest.
  if (block && !block->operations.empty()) return block->operations.back()->span;
  return graph ? graph->span : SourceSpan{};
}

void ReaderSet::add(const Position& position) {
  if (!position) return;
  const void* key = position.operation ? static_cast<const void*>(position.operation)
                                       : static_cast<const void*>(position.block);
  if (seen_.insert(key).second) positions_.push_back(position);
}

void ReaderSet::addAll(const ReaderSet& other) {
  for (const Position& position : other.positions_) add(position);
}

void History::append(const History& other) {
  steps_.insert(steps_.end(), other.steps_.begin(), other.steps_.end());
}

} // namespace tw::annotate
