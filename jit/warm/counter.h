// Counts how often places are passed, in fixed memory: what is rare is forgotten.
//
// A table of 2048 sets of five. Each count is a fraction of its limit; counts of a set are kept
// about sorted, the highest first, and the last gives way. Counts decay over time, so that what
// happens too seldom never reaches its limit.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

namespace tw::jit {

class JitCounter {
public:
  JitCounter() : sets_(kSets) {}

  // What one event adds, for a limit of that many; 0: it is never reached.
  static float increment(int64_t limit) {
    return limit <= 0 ? 0.0f : float(1.0 / (double(limit) - 0.001));
  }

  // True if the limit is reached; the count then starts afresh.
  bool tick(uint32_t hash, float increment);
  void reset(uint32_t hash);
  // Sets the count, to a fraction close to 1.
  void setFraction(uint32_t hash, float fraction);

  // Parts of a thousand that all counts lose.
  void decayAll(int64_t decay);
  // The collector has run a minor collection: after 32 of them, counts decay.
  void minorCollection(int64_t decay);

private:
  static constexpr uint32_t kSets = 2048;
  static constexpr unsigned kWays = 5;
  struct Set {
    std::array<float, kWays> fraction{};
    std::array<uint16_t, kWays> tag{};
  };
  std::vector<Set> sets_;
  unsigned collections_ = 0;

  Set& setOf(uint32_t hash) { return sets_[hash >> 21]; }
  unsigned find(Set& set, uint16_t tag);
};

} // namespace tw::jit
