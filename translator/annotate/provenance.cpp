#include "translator/annotate/provenance.h"

#include "translator/annotate/describe.h"
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

void History::record(SourceSpan span, const Annotation* before, const Annotation* added) {
  steps_.push_back({span, before, added});
}

void History::append(const History& other) {
  steps_.insert(steps_.end(), other.steps_.begin(), other.steps_.end());
}

void History::describe(const std::string& what, std::vector<DiagnosticNote>& notes) const {
  // The first step says where the type comes from, the last ones how it widened.
  constexpr size_t kMaxSteps = 4;
  for (size_t i = 0; i < steps_.size(); ++i) {
    if (i != 0 && i + kMaxSteps <= steps_.size()) continue;
    const Generalization& step = steps_[i];
    std::string text = what + (i == 0 || !step.before ? " came to be " : " became more general: ");
    text += annotate::describe(step.added);
    if (i != 0 && step.before) text += " joined " + annotate::describe(step.before);
    notes.push_back({step.span, std::move(text)});
  }
}

} // namespace tw::annotate
