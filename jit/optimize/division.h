// Division by a constant as a multiplication and shifts.
//
// Granlund and Montgomery, "Division by Invariant Integers using Multiplication", PLDI 1994: for a
// dividend 0 <= y < 2^(W-1) and a divisor 3 <= n < 2^(W-1) with k = bit_width(n), let m =
// floor(2^(W+k-1) / n) + 1. It exceeds the quotient by e/n with e <= n < 2^k, so that y * m /
// 2^(W+k-1) exceeds y / n by less than 1/n: both have the same integral part. m < 2^W unless n is a
// power of two.
//
// A negative dividend x has floor(x / n) = ~(~x / n); x ^ (x >> (W-1)) is ~x if x is negative, else
// x.
#pragma once

#include <bit>
#include <cstdint>

namespace tw::jit {

// y / n = high word of (y * factor) >> shift.
struct Reciprocal {
  uint64_t factor;
  unsigned shift;
};

// Of a divisor that is no power of two, for words of `width` bits.
constexpr Reciprocal reciprocalOf(uint64_t divisor, unsigned width = 64) {
  const auto bits = unsigned(std::bit_width(divisor));
  const unsigned __int128 dividend = static_cast<unsigned __int128>(1) << (width + bits - 1);
  return {uint64_t(dividend / divisor) + 1, bits - 1};
}

} // namespace tw::jit
