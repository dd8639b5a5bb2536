// The meaning of pure operations: evaluates one on words, from the expressions of pure.def.
#pragma once

#include "jit/trace/trace.h"

#include <cmath>

namespace tw::jit {

namespace meaning {
using Ref = int64_t; // an object's address
inline Unsigned u(Signed a) { return Unsigned(a); }
inline Unsigned mulHigh(Unsigned a, Unsigned b) {
  return Unsigned((static_cast<unsigned __int128>(a) * b) >> 64);
}
inline Signed signExtend(Signed a, Signed bytes) {
  const int shift = int(64 - 8 * bytes);
  return Signed(u(a) << shift) >> shift;
}
inline double floatAbs(double a) { return std::fabs(a); }
inline Signed floatBits(double a) {
  Signed word;
  std::memcpy(&word, &a, sizeof word);
  return word;
}
inline double floatValue(Signed word) {
  double value;
  std::memcpy(&value, &word, sizeof value);
  return value;
}
// What does not fit becomes the smallest int, as cvttsd2si does.
inline Signed floatToInt(double a) {
  return a >= -0x1p63 && a < 0x1p63 ? Signed(a) : Signed(Unsigned(1) << 63);
}
inline Signed floatToUint(double a) {
  if (a >= 0x1p63 && a < 0x1p64) return Signed(Unsigned(Signed(a - 0x1p63)) ^ (Unsigned(1) << 63));
  return floatToInt(a);
}
inline Signed singleBits(double a) {
  const float single = float(a);
  uint32_t bits;
  std::memcpy(&bits, &single, sizeof bits);
  return Signed(bits);
}
inline double singleValue(Signed a) {
  const uint32_t bits = uint32_t(a);
  float single;
  std::memcpy(&single, &bits, sizeof single);
  return single;
}
} // namespace meaning

// False for divisions by 0, and for those whose quotient no word holds.
bool hasResult(Op op, const int64_t* operands);

// `operands` are words; the operation is of category Pure (but not same_as), and has a result for
// them.
int64_t evaluatePure(Op op, const int64_t* operands);

// Overflow operations: true if the result, stored wrapped, does not fit.
bool evaluateOverflow(Op op, int64_t a, int64_t b, int64_t* result);

} // namespace tw::jit
