// The symbolic machine state.
#include "jit/backend/x86_64/checker.h"

#include "runtime/prelude.h"

#include <cstdio>

namespace tw::jit::x86 {

uint32_t& AllocationChecker::held(Location location) {
  if (location.key() >= held_.size()) held_.resize(location.key() + 8, kNone);
  return held_[location.key()];
}

void AllocationChecker::define(uint32_t value, Location location) {
  if (!enabled_) return;
  for (uint32_t& other : held_)
    if (other == value) other = kNone;
  held(location) = value;
}

void AllocationChecker::move(Location to, Location from) {
  if (!enabled_) return;
  const uint32_t value = from.where == Location::Constant ? kNone : held(from);
  held(to) = value;
}

void AllocationChecker::clobber(Location location) {
  if (enabled_) held(location) = kNone;
}

void AllocationChecker::clobberGp(RegisterMask registers) {
  if (!enabled_) return;
  for (int reg = 0; reg < 16; ++reg)
    if (registers >> reg & 1) held(Location::gp(reg)) = kNone;
}

void AllocationChecker::clobberXmm(RegisterMask registers) {
  if (!enabled_) return;
  for (int reg = 0; reg < 16; ++reg)
    if (registers >> reg & 1) held(Location::xmm(reg)) = kNone;
}

void AllocationChecker::expect(uint32_t value, Location location) const {
  if (!enabled_ || location.where == Location::Constant) return;
  const uint32_t key = location.key();
  const uint32_t found = key < held_.size() ? held_[key] : kNone;
  if (found == value) return;
  char text[160];
  std::snprintf(
      text, sizeof text,
      "jit: register allocation: operation %u reads value %u in location %u, which holds %d",
      operation_, value, key, int(found));
  tw_fatal(text);
}

} // namespace tw::jit::x86
