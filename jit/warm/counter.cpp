// The table of counts.
#include "jit/warm/counter.h"

#include <algorithm>
#include <utility>

namespace tw::jit {

// The way that holds the tag; what is found moves up one place if it has caught up.
unsigned JitCounter::find(Set& set, uint16_t tag) {
  if (set.tag[0] == tag) return 0;
  for (unsigned way = 1; way < kWays; ++way) {
    if (set.tag[way] != tag) continue;
    if (set.fraction[way - 1] > set.fraction[way]) return way;
    std::swap(set.fraction[way - 1], set.fraction[way]);
    std::swap(set.tag[way - 1], set.tag[way]);
    return way - 1;
  }
  unsigned way = kWays - 1;
  while (way > 0 && set.fraction[way - 1] == 0) --way;
  set.tag[way] = tag;
  set.fraction[way] = 0;
  return way;
}

bool JitCounter::tick(uint32_t hash, float increment) {
  Set& set = setOf(hash);
  const unsigned way = find(set, uint16_t(hash));
  set.fraction[way] += increment;
  if (set.fraction[way] < 1) return false;
  reset(hash);
  return true;
}

void JitCounter::reset(uint32_t hash) {
  Set& set = setOf(hash);
  for (unsigned way = 0; way < kWays; ++way)
    if (set.tag[way] == uint16_t(hash)) set.fraction[way] = 0;
}

void JitCounter::setFraction(uint32_t hash, float fraction) {
  Set& set = setOf(hash);
  unsigned way = 0;
  while (way < kWays - 1 && set.tag[way] != uint16_t(hash) && set.fraction[way] != 0) ++way;
  for (; way > 0; --way) {
    set.tag[way] = set.tag[way - 1];
    set.fraction[way] = set.fraction[way - 1];
  }
  set.tag[0] = uint16_t(hash);
  set.fraction[0] = fraction;
}

void JitCounter::decayAll(int64_t decay) {
  const float factor = 1.0f - float(std::clamp<int64_t>(decay, 0, 1000)) * 0.001f;
  for (Set& set : sets_)
    for (float& fraction : set.fraction) fraction *= factor;
}

void JitCounter::minorCollection(int64_t decay) {
  if (++collections_ < 32) return;
  collections_ = 0;
  decayAll(decay);
}

} // namespace tw::jit
