// Reciprocals: exhaustively for short words, and at the limits of quotients for long ones.
#include "jit/optimize/division.h"

#include <gtest/gtest.h>

#include <random>

namespace tw::jit {
namespace {

uint64_t highWord(uint64_t a, uint64_t b, unsigned width) {
  return uint64_t(static_cast<unsigned __int128>(a) * b >> width);
}

TEST(DivisionTest, ReciprocalsOfShortWordsGiveEachQuotient) {
  constexpr unsigned kWidth = 12;
  constexpr uint64_t kLimit = 1 << (kWidth - 1);
  for (uint64_t divisor = 3; divisor < kLimit; ++divisor) {
    if (std::has_single_bit(divisor)) continue;
    const Reciprocal reciprocal = reciprocalOf(divisor, kWidth);
    ASSERT_LT(reciprocal.factor, uint64_t(1) << kWidth) << divisor;
    for (uint64_t dividend = 0; dividend < kLimit; ++dividend)
      ASSERT_EQ(highWord(dividend, reciprocal.factor, kWidth) >> reciprocal.shift,
                dividend / divisor)
          << dividend << " / " << divisor;
  }
}

TEST(DivisionTest, ReciprocalsOfWordsAreExactBesideMultiples) {
  std::mt19937_64 random(1);
  constexpr uint64_t kLimit = uint64_t(1) << 63;
  for (int round = 0; round < 200000; ++round) {
    const uint64_t divisor = (random() | 1) >> (1 + random() % 62);
    if (divisor < 3 || std::has_single_bit(divisor)) continue;
    const Reciprocal reciprocal = reciprocalOf(divisor);
    const uint64_t multiple = random() % (kLimit / divisor + 1) * divisor;
    for (const uint64_t dividend : {multiple - 1, multiple, multiple + divisor - 1, kLimit - 1}) {
      if (dividend >= kLimit) continue;
      ASSERT_EQ(highWord(dividend, reciprocal.factor, 64) >> reciprocal.shift, dividend / divisor)
          << dividend << " / " << divisor;
    }
  }
}

} // namespace
} // namespace tw::jit
