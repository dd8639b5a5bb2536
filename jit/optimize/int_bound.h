// What is known of an integer: an interval and bits.
//
// The abstraction is the product of two domains: lower <= x <= upper (signed), and for every bit
// either its value or nothing ("tnum"; Vishwanathan et al., "Sound, Precise, and Fast Abstract
// Interpretation with Tristate Numbers", CGO 2022). Each operation is sound: for all x in a, y in
// b, the concrete result is in the abstract one. The two parts inform each other in tighten().
#pragma once

#include <cstdint>
#include <limits>

namespace tw::jit {

class IntBound {
public:
  static constexpr int64_t kMin = std::numeric_limits<int64_t>::min();
  static constexpr int64_t kMax = std::numeric_limits<int64_t>::max();

  constexpr IntBound() = default; // nothing is known
  static IntBound constant(int64_t value);
  static IntBound range(int64_t lower, int64_t upper);
  static IntBound nonNegative() { return range(0, kMax); }
  static IntBound boolean() { return range(0, 1); }
  // Bits outside of `unknown` are those of `value`.
  static IntBound bits(uint64_t value, uint64_t unknown);

  int64_t lower() const { return lower_; }
  int64_t upper() const { return upper_; }
  uint64_t knownOnes() const { return value_; }
  uint64_t unknownBits() const { return unknown_; }

  bool isConstant() const { return lower_ == upper_; }
  bool isNonNegative() const { return lower_ >= 0; }
  bool isBoolean() const { return lower_ >= 0 && upper_ <= 1; }
  bool contains(int64_t value) const {
    return lower_ <= value && value <= upper_ && ((uint64_t(value) ^ value_) & ~unknown_) == 0;
  }
  bool containsAllOf(const IntBound& other) const;
  bool operator==(const IntBound&) const = default;

  // Keeps what both know. False: no integer satisfies both (the bound is then unchanged).
  bool intersect(const IntBound& other, bool* changed = nullptr);
  // What holds for each of the two.
  IntBound join(const IntBound& other) const;
  // A coarser bound that a loop is likely to keep: the sign, nothing else.
  IntBound widen() const;

  // Wrap-around arithmetic, as the operations of pure.def.
  IntBound add(const IntBound& other) const;
  IntBound sub(const IntBound& other) const;
  IntBound mul(const IntBound& other) const;
  IntBound mulHigh(const IntBound& other) const; // unsigned
  IntBound neg() const;
  IntBound invert() const;
  IntBound bitAnd(const IntBound& other) const;
  IntBound bitOr(const IntBound& other) const;
  IntBound bitXor(const IntBound& other) const;
  IntBound lshift(const IntBound& count) const;
  IntBound rshift(const IntBound& count) const;
  IntBound urshift(const IntBound& count) const;
  IntBound signExtend(int64_t bytes) const;
  IntBound forceNonNegative() const;
  // Division that rounds down, and its remainder; the divisor is not 0.
  IntBound pyDiv(const IntBound& other) const;
  IntBound pyMod(const IntBound& other) const;

  bool addCannotOverflow(const IntBound& other) const;
  bool subCannotOverflow(const IntBound& other) const;
  bool mulCannotOverflow(const IntBound& other) const;

  // Comparisons that the bounds decide.
  bool knownLess(const IntBound& other) const { return upper_ < other.lower_; }
  bool knownLessEqual(const IntBound& other) const { return upper_ <= other.lower_; }
  bool knownDifferent(const IntBound& other) const;
  bool knownUnsignedLess(const IntBound& other) const;
  bool knownUnsignedLessEqual(const IntBound& other) const;

private:
  // Each domain learns from the other. False: contradiction.
  bool tighten();

  int64_t lower_ = kMin;
  int64_t upper_ = kMax;
  uint64_t value_ = 0; // known bits; 0 where unknown
  uint64_t unknown_ = ~uint64_t{0};
};

} // namespace tw::jit
