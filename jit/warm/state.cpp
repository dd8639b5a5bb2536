// Decisions about what to trace.
#include "jit/warm/state.h"

#include "jit/metainterp/exit.h"

#include <algorithm>

namespace tw::jit {

WarmState::WarmState() : drivers_(std::max(tw_jit_program.driver_count, 1u)) {
  for (uint32_t driver = 0; driver < drivers_.size(); ++driver) parametersChanged(driver);
}

bool WarmState::isMeant(uint32_t driver, uint32_t number) {
  return number == 0 || (driver < tw_jit_program.driver_count && driverAt(driver).number == number);
}

void WarmState::parametersChanged(uint32_t driver) {
  DriverState& state = drivers_[driver];
  state.loopIncrement = JitCounter::increment(state.parameters.threshold);
  state.functionIncrement = JitCounter::increment(state.parameters.function_threshold);
  state.guardIncrement = JitCounter::increment(state.parameters.trace_eagerness);
  for (DriverState& other : drivers_) other.parameters.share(state.parameters);
}

bool WarmState::canInline(uint32_t driver, const int64_t* greens) {
  const tw_jit_driver& declaration = tw_jit_program.drivers[driver];
  if (declaration.can_never_inline && declaration.can_never_inline(greens)) return false;
  const JitCell* cell = findCell(driver, greens);
  return !cell || !(cell->flags & JitCell::kDontTraceHere);
}

} // namespace tw::jit
