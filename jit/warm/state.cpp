// Decisions about what to trace.
#include "jit/warm/state.h"

namespace tw::jit {

void WarmState::parametersChanged() {
  loopIncrement_ = JitCounter::increment(parameters_.threshold);
  functionIncrement_ = JitCounter::increment(parameters_.function_threshold);
  guardIncrement_ = JitCounter::increment(parameters_.trace_eagerness);
}

bool WarmState::canInline(uint32_t driver, const int64_t* greens) {
  const tw_jit_driver& declaration = tw_jit_program.drivers[driver];
  if (declaration.can_never_inline && declaration.can_never_inline(greens)) return false;
  const JitCell* cell = findCell(driver, greens);
  return !cell || !(cell->flags & JitCell::kDontTraceHere);
}

} // namespace tw::jit
