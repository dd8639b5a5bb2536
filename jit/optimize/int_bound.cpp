// Transfer functions of the interval and known-bits domains.
#include "jit/optimize/int_bound.h"

#include <algorithm>
#include <bit>

namespace tw::jit {

namespace {

uint64_t u(int64_t value) { return uint64_t(value); }

struct Interval {
  int64_t lower = IntBound::kMin;
  int64_t upper = IntBound::kMax;
};

// All bits below and including the highest set one.
uint64_t fillDown(uint64_t value) {
  return value == 0 ? 0 : ~uint64_t{0} >> std::countl_zero(value);
}

} // namespace

IntBound IntBound::constant(int64_t value) {
  IntBound bound;
  bound.lower_ = bound.upper_ = value;
  bound.value_ = u(value);
  bound.unknown_ = 0;
  return bound;
}

IntBound IntBound::range(int64_t lower, int64_t upper) {
  IntBound bound;
  bound.lower_ = lower;
  bound.upper_ = upper;
  bound.tighten();
  return bound;
}

IntBound IntBound::bits(uint64_t value, uint64_t unknown) {
  IntBound bound;
  bound.value_ = value & ~unknown;
  bound.unknown_ = unknown;
  bound.tighten();
  return bound;
}

bool IntBound::tighten() {
  // The least and the greatest integer with the known bits: the sign bit decides.
  constexpr uint64_t sign = uint64_t{1} << 63;
  lower_ = std::max(lower_, int64_t(value_ | (unknown_ & sign)));
  upper_ = std::min(upper_, int64_t(value_ | (unknown_ & ~sign)));
  if (lower_ > upper_) return false;
  // Bits above the highest one in which lower and upper differ are those of both.
  const uint64_t fixed = ~fillDown(u(lower_) ^ u(upper_));
  if ((u(lower_) ^ value_) & fixed & ~unknown_) return false;
  value_ |= u(lower_) & fixed;
  unknown_ &= ~fixed;
  return true;
}

bool IntBound::containsAllOf(const IntBound& other) const {
  if (other.lower_ < lower_ || other.upper_ > upper_) return false;
  const uint64_t known = ~unknown_;
  return (other.unknown_ & known) == 0 && ((other.value_ ^ value_) & known) == 0;
}

bool IntBound::intersect(const IntBound& other, bool* changed) {
  IntBound both = *this;
  both.lower_ = std::max(lower_, other.lower_);
  both.upper_ = std::min(upper_, other.upper_);
  if (both.lower_ > both.upper_) return false;
  if ((value_ ^ other.value_) & ~unknown_ & ~other.unknown_) return false;
  both.unknown_ = unknown_ & other.unknown_;
  both.value_ = (value_ | other.value_) & ~both.unknown_;
  if (!both.tighten()) return false;
  if (changed && !(both == *this)) *changed = true;
  *this = both;
  return true;
}

IntBound IntBound::join(const IntBound& other) const {
  IntBound either;
  either.lower_ = std::min(lower_, other.lower_);
  either.upper_ = std::max(upper_, other.upper_);
  either.unknown_ = unknown_ | other.unknown_ | (value_ ^ other.value_);
  either.value_ = value_ & ~either.unknown_;
  return either;
}

IntBound IntBound::widen() const {
  if (isConstant() || isBoolean()) return *this;
  if (lower_ >= 0) return nonNegative();
  return {};
}

IntBound IntBound::add(const IntBound& other) const {
  Interval interval;
  if (addCannotOverflow(other)) interval = {lower_ + other.lower_, upper_ + other.upper_};
  // Carries make every bit unknown that depends on an unknown one (tnum_add).
  const uint64_t sumValues = value_ + other.value_;
  const uint64_t sumUnknown = unknown_ + other.unknown_;
  const uint64_t carries = (sumValues + sumUnknown) ^ sumValues;
  IntBound result = bits(sumValues, carries | unknown_ | other.unknown_);
  result.intersect(range(interval.lower, interval.upper));
  return result;
}

IntBound IntBound::sub(const IntBound& other) const {
  Interval interval;
  if (subCannotOverflow(other)) interval = {lower_ - other.upper_, upper_ - other.lower_};
  const uint64_t difference = value_ - other.value_;
  const uint64_t borrows = (difference + unknown_) ^ (difference - other.unknown_);
  IntBound result = bits(difference, borrows | unknown_ | other.unknown_);
  result.intersect(range(interval.lower, interval.upper));
  return result;
}

IntBound IntBound::mul(const IntBound& other) const {
  if (isConstant() && other.isConstant()) return constant(int64_t(u(lower_) * u(other.lower_)));
  IntBound result;
  if (mulCannotOverflow(other)) {
    const int64_t corners[] = {lower_ * other.lower_, lower_ * other.upper_, upper_ * other.lower_,
                               upper_ * other.upper_};
    result =
        range(*std::min_element(corners, corners + 4), *std::max_element(corners, corners + 4));
  }
  // Trailing zeros add up.
  const int zeros = std::min(63, std::countr_zero(value_ | unknown_) +
                                     std::countr_zero(other.value_ | other.unknown_));
  if (zeros > 0) result.intersect(bits(0, ~uint64_t{0} << zeros));
  return result;
}

IntBound IntBound::neg() const { return constant(0).sub(*this); }

IntBound IntBound::invert() const {
  IntBound result = bits(~value_, unknown_);
  result.intersect(range(~upper_, ~lower_));
  return result;
}

IntBound IntBound::bitAnd(const IntBound& other) const {
  const uint64_t ones = value_ & other.value_;
  const uint64_t possible = (value_ | unknown_) & (other.value_ | other.unknown_);
  IntBound result = bits(ones, possible & ~ones);
  if (lower_ >= 0) result.intersect(range(0, upper_));
  if (other.lower_ >= 0) result.intersect(range(0, other.upper_));
  return result;
}

IntBound IntBound::bitOr(const IntBound& other) const {
  const uint64_t ones = value_ | other.value_;
  const uint64_t unknown = (unknown_ | other.unknown_) & ~ones;
  IntBound result = bits(ones, unknown);
  if (lower_ >= 0 && other.lower_ >= 0)
    result.intersect(range(std::max(lower_, other.lower_), kMax));
  return result;
}

IntBound IntBound::bitXor(const IntBound& other) const {
  return bits(value_ ^ other.value_, unknown_ | other.unknown_);
}

IntBound IntBound::lshift(const IntBound& count) const {
  if (!count.isConstant() || count.lower_ < 0 || count.lower_ > 63) return {};
  const int n = int(count.lower_);
  IntBound result = bits(value_ << n, unknown_ << n);
  const int64_t low = int64_t(u(lower_) << n), high = int64_t(u(upper_) << n);
  if ((low >> n) == lower_ && (high >> n) == upper_) result.intersect(range(low, high));
  return result;
}

IntBound IntBound::rshift(const IntBound& count) const {
  if (count.lower_ < 0 || count.upper_ > 63) return {};
  const int low = int(count.lower_), high = int(count.upper_);
  IntBound result =
      range(std::min(lower_ >> low, lower_ >> high), std::max(upper_ >> low, upper_ >> high));
  if (low == high)
    // The unknown sign bit is copied into the unknown mask by the arithmetic shift.
    result.intersect(bits(uint64_t(int64_t(value_) >> low), uint64_t(int64_t(unknown_) >> low)));
  return result;
}

IntBound IntBound::urshift(const IntBound& count) const {
  if (count.lower_ < 0 || count.upper_ > 63) return {};
  if (lower_ >= 0) return rshift(count);
  if (!count.isConstant()) return {};
  const int n = int(count.lower_);
  if (n == 0) return *this;
  return bits(value_ >> n, unknown_ >> n);
}

IntBound IntBound::mulHigh(const IntBound& other) const {
  if (lower_ < 0 || !other.isConstant()) return {};
  const auto high = [&](int64_t word) {
    return int64_t(static_cast<unsigned __int128>(word) * uint64_t(other.lower_) >> 64);
  };
  return range(high(lower_), high(upper_));
}

IntBound IntBound::signExtend(int64_t bytes) const {
  if (bytes <= 0 || bytes >= 8) return *this;
  const int64_t high = (int64_t{1} << (8 * bytes - 1)) - 1;
  const IntBound fits = range(-high - 1, high);
  if (fits.containsAllOf(*this)) return *this;
  return fits;
}

IntBound IntBound::forceNonNegative() const {
  return range(std::max<int64_t>(lower_, 0), std::max<int64_t>(upper_, 0));
}

IntBound IntBound::pyDiv(const IntBound& other) const {
  if (other.lower_ <= 0 || lower_ == kMin) return {};
  // A positive divisor brings the dividend towards zero (or to -1).
  const auto floorDiv = [](int64_t x, int64_t y) { return x / y - (x % y < 0 ? 1 : 0); };
  const int64_t corners[] = {floorDiv(lower_, other.lower_), floorDiv(lower_, other.upper_),
                             floorDiv(upper_, other.lower_), floorDiv(upper_, other.upper_)};
  return range(*std::min_element(corners, corners + 4), *std::max_element(corners, corners + 4));
}

IntBound IntBound::pyMod(const IntBound& other) const {
  if (other.lower_ > 0) {
    if (lower_ >= 0) return range(0, std::min(upper_, other.upper_ - 1));
    return range(0, other.upper_ - 1);
  }
  if (other.upper_ < 0 && other.lower_ > kMin) return range(other.lower_ + 1, 0);
  return {};
}

bool IntBound::addCannotOverflow(const IntBound& other) const {
  int64_t ignored;
  return !__builtin_add_overflow(lower_, other.lower_, &ignored) &&
         !__builtin_add_overflow(upper_, other.upper_, &ignored);
}

bool IntBound::subCannotOverflow(const IntBound& other) const {
  int64_t ignored;
  return !__builtin_sub_overflow(lower_, other.upper_, &ignored) &&
         !__builtin_sub_overflow(upper_, other.lower_, &ignored);
}

bool IntBound::mulCannotOverflow(const IntBound& other) const {
  int64_t ignored;
  return !__builtin_mul_overflow(lower_, other.lower_, &ignored) &&
         !__builtin_mul_overflow(lower_, other.upper_, &ignored) &&
         !__builtin_mul_overflow(upper_, other.lower_, &ignored) &&
         !__builtin_mul_overflow(upper_, other.upper_, &ignored);
}

bool IntBound::knownDifferent(const IntBound& other) const {
  return upper_ < other.lower_ || other.upper_ < lower_ ||
         ((value_ ^ other.value_) & ~unknown_ & ~other.unknown_) != 0;
}

bool IntBound::knownUnsignedLess(const IntBound& other) const {
  return (value_ | unknown_) < other.value_ ||
         (lower_ >= 0 && other.lower_ >= 0 && upper_ < other.lower_) ||
         (lower_ >= 0 && other.upper_ < 0) ||
         (upper_ < 0 && other.upper_ < 0 && upper_ < other.lower_);
}

bool IntBound::knownUnsignedLessEqual(const IntBound& other) const {
  return (value_ | unknown_) <= other.value_ ||
         (lower_ >= 0 && other.lower_ >= 0 && upper_ <= other.lower_) ||
         (lower_ >= 0 && other.upper_ < 0) ||
         (upper_ < 0 && other.upper_ < 0 && upper_ <= other.lower_);
}

} // namespace tw::jit
