// What leads from the JIT back to the portal: values for it, calls of its runner, and exits that
// compiled code announces by raising tw_jit_exit_exception.
#pragma once

#include "jit/metainterp/blackhole.h"

namespace tw::jit {

// Greens, then reds. Written by who ends with RunStatus::Continue; read before anything else runs.
Word* exitValues(uint32_t driver);

inline const tw_jit_driver& driverAt(uint32_t index) { return tw_jit_program.drivers[index]; }
inline uint32_t greenCount(const tw_jit_driver& driver) {
  return uint32_t(std::strlen(driver.greens));
}
inline uint32_t redCount(const tw_jit_driver& driver) { return uint32_t(std::strlen(driver.reds)); }

// Copies the operands of a group (G of jitops.def) behind each other, in the order of `kinds`, each
// read by `read(bank, unit)`. Returns the unit behind the group.
template <class Read, class Value>
const uint16_t* readGroup(const uint16_t* unit, const char* kinds, Read read, Value* values) {
  const uint16_t* next[3];
  next[0] = unit + 3;
  next[1] = next[0] + unit[0];
  next[2] = next[1] + unit[1];
  const uint16_t* end = next[2] + unit[2];
  for (; *kinds; ++kinds) {
    const unsigned bank = bankOf(*kinds);
    *values++ = read(bank, *next[bank]++);
  }
  return end;
}

// Calls the portal's runner. tw_exc tells whether it raised.
Word callRunner(const tw_jit_driver& driver, const Word* values);

// Finishes an outcome inside a caller that only wants the result: runs the portal on Continue.
Word resultOf(const tw_jit_driver& driver, const Outcome& outcome);

// Is the pending exception an exit that the compiled portal could not act upon?
inline bool isExitPending() { return tw_exc.type == &tw_jit_exit_exception; }
// The outcome that it announces; the marker is no longer pending.
Outcome takePendingExit();

void setException(Word instance);

} // namespace tw::jit
