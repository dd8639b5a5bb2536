// Guards: numbers, and their parts of the piece's lists.
#include "jit/trace/tokens.h"

namespace tw::jit {

namespace {
uint32_t lastGuardId = 0;
}

Guard::Guard(CompiledCode* piece) : code(piece), id(++lastGuardId) {}

std::span<ExitLocation> Guard::exits() const {
  return exitCount_ ? std::span(code->exits).subspan(firstExit_, exitCount_)
                    : std::span<ExitLocation>();
}

void Guard::setExits(std::span<const Kind> kinds) {
  if (kinds.size() != exitCount_) {
    firstExit_ = uint32_t(code->exits.size());
    exitCount_ = uint16_t(kinds.size());
    code->exits.resize(firstExit_ + kinds.size());
  }
  for (size_t index = 0; index < kinds.size(); ++index)
    code->exits[firstExit_ + index] = {.kind = kinds[index]};
}

std::span<const KnownClass> Guard::knownClasses() const {
  return knownCount_ ? std::span(code->knownClasses).subspan(firstKnown_, knownCount_)
                     : std::span<KnownClass>();
}

void Guard::addKnownClass(KnownClass known) {
  if (knownCount_++ == 0) firstKnown_ = uint32_t(code->knownClasses.size());
  code->knownClasses.push_back(known);
}

void CompiledCode::pack() {
  guards.shrink_to_fit();
  exits.shrink_to_fit();
  knownClasses.shrink_to_fit();
  resume.shrink_to_fit();
  refs.shrink_to_fit();
  calls.shrink_to_fit();
  jumps.shrink_to_fit();
  targets.shrink_to_fit();
  for (const auto& target : targets) {
    target->kinds.shrink_to_fit();
    target->locations.shrink_to_fit();
    if (target->entry) target->entry->pack();
  }
}

} // namespace tw::jit
