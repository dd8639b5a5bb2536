// Verifies register allocation by executing it symbolically: for each register and slot, which
// value of the trace it holds. Fed by the code that emits moves, results and calls; asked before
// each operand is read. A wrong answer ends the process: it would be wrong machine code.
#pragma once

#include "jit/backend/x86_64/locations.h"
#include "jit/trace/trace.h"

#include <vector>

namespace tw::jit::x86 {

class AllocationChecker {
public:
  explicit AllocationChecker(bool enabled) : enabled_(enabled) {}

  // Nothing is held anywhere: at the start, and before the definitions of a label, where what else
  // the places held is gone when the loop comes round.
  void forgetAll() { held_.clear(); }
  void at(uint32_t operation) { operation_ = operation; }
  // The location now holds the value, and nothing else does (it is a new one).
  void define(uint32_t value, Location location);
  void move(Location to, Location from);
  void clobber(Location location);
  void clobberGp(RegisterMask registers);
  void clobberXmm(RegisterMask registers);
  void expect(uint32_t value, Location location) const;

private:
  const bool enabled_;
  uint32_t operation_ = 0;
  std::vector<uint32_t> held_; // by Location::key
  uint32_t& held(Location location);
};

} // namespace tw::jit::x86
