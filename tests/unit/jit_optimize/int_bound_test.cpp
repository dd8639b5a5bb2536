// Bounds are sound: the result of an operation on any two members lies in the result's bound.
// Random bounds of both domains, members at and near their ends.
#include "jit/optimize/int_bound.h"
#include "jit/trace/evaluate.h"

#include <gtest/gtest.h>

#include <functional>
#include <random>

namespace tw::jit {
namespace {

std::mt19937_64 generator(7);

int64_t randomWord() {
  switch (generator() % 5) {
  case 0: return int64_t(generator() % 64) - 8;
  case 1: return int8_t(generator());
  case 2: return IntBound::kMax - int64_t(generator() % 4);
  case 3: return IntBound::kMin + int64_t(generator() % 4);
  default: return int64_t(generator() >> (generator() % 64));
  }
}

IntBound randomBound() {
  IntBound bound;
  if (generator() % 2) {
    int64_t a = randomWord(), b = randomWord();
    bound = IntBound::range(std::min(a, b), std::max(a, b));
  }
  if (generator() % 2) {
    const uint64_t unknown = generator() & generator();
    bound.intersect(IntBound::bits(generator(), unknown));
  }
  if (generator() % 4 == 0) bound = IntBound::constant(randomWord());
  return bound;
}

// A member of the bound, or nothing if none was found.
bool memberOf(const IntBound& bound, int64_t* member) {
  for (int tries = 0; tries < 20; ++tries) {
    int64_t value = randomWord();
    switch (generator() % 3) {
    case 0: value = bound.lower(); break;
    case 1: value = bound.upper(); break;
    default: value = int64_t((uint64_t(value) & bound.unknownBits()) | bound.knownOnes()); break;
    }
    if (bound.contains(value)) return *member = value, true;
  }
  return false;
}

using Transfer = std::function<IntBound(const IntBound&, const IntBound&)>;

void check(Op op, const Transfer& transfer, bool needsDivisor = false) {
  for (int round = 0; round < 20000; ++round) {
    const IntBound a = randomBound(), b = randomBound();
    int64_t operands[2];
    if (!memberOf(a, &operands[0]) || !memberOf(b, &operands[1])) continue;
    if (needsDivisor && (operands[1] == 0 || (operands[1] == -1 && operands[0] == IntBound::kMin)))
      continue;
    const IntBound result = transfer(a, b);
    const int64_t value = evaluatePure(op, operands);
    ASSERT_TRUE(result.contains(value))
        << opInfo(op).name << "(" << operands[0] << ", " << operands[1] << ") = " << value
        << " not in [" << result.lower() << ", " << result.upper() << "] a: [" << a.lower() << ", "
        << a.upper() << "] b: [" << b.lower() << ", " << b.upper() << "]";
  }
}

TEST(IntBoundTest, OperationsAreSound) {
  check(Op::IntAdd, [](auto& a, auto& b) { return a.add(b); });
  check(Op::IntSub, [](auto& a, auto& b) { return a.sub(b); });
  check(Op::IntMul, [](auto& a, auto& b) { return a.mul(b); });
  check(Op::IntAnd, [](auto& a, auto& b) { return a.bitAnd(b); });
  check(Op::IntOr, [](auto& a, auto& b) { return a.bitOr(b); });
  check(Op::IntXor, [](auto& a, auto& b) { return a.bitXor(b); });
  check(Op::IntLshift, [](auto& a, auto& b) { return a.lshift(b); });
  check(Op::IntRshift, [](auto& a, auto& b) { return a.rshift(b); });
  check(Op::UintRshift, [](auto& a, auto& b) { return a.urshift(b); });
  check(Op::UintMulHigh, [](auto& a, auto& b) { return a.mulHigh(b); });
  check(Op::IntNeg, [](auto& a, auto&) { return a.neg(); });
  check(Op::IntInvert, [](auto& a, auto&) { return a.invert(); });
  check(Op::IntForceGeZero, [](auto& a, auto&) { return a.forceNonNegative(); });
  check(
      Op::IntMod,
      [](auto& a, auto& b) { return a.isNonNegative() && b.lower() > 0 ? a.pyMod(b) : IntBound(); },
      true);
  check(
      Op::IntFloorDiv, [](auto& a, auto& b) { return a.isNonNegative() ? a.pyDiv(b) : IntBound(); },
      true);
}

TEST(IntBoundTest, JoinAndIntersectionAreSound) {
  for (int round = 0; round < 20000; ++round) {
    const IntBound a = randomBound(), b = randomBound();
    int64_t member;
    if (!memberOf(a, &member)) continue;
    EXPECT_TRUE(a.join(b).contains(member));
    EXPECT_TRUE(a.widen().contains(member));
    IntBound both = a;
    if (b.contains(member)) {
      EXPECT_TRUE(both.intersect(b));
      EXPECT_TRUE(both.contains(member));
    }
    if (a.containsAllOf(b)) {
      int64_t other;
      if (memberOf(b, &other)) {
        EXPECT_TRUE(a.contains(other));
      }
    }
  }
}

TEST(IntBoundTest, ComparisonsAreSound) {
  for (int round = 0; round < 20000; ++round) {
    const IntBound a = randomBound(), b = randomBound();
    int64_t x, y;
    if (!memberOf(a, &x) || !memberOf(b, &y)) continue;
    if (a.knownLess(b)) {
      EXPECT_LT(x, y);
    }
    if (a.knownLessEqual(b)) {
      EXPECT_LE(x, y);
    }
    if (a.knownDifferent(b)) {
      EXPECT_NE(x, y);
    }
    if (a.knownUnsignedLess(b)) {
      EXPECT_LT(uint64_t(x), uint64_t(y));
    }
    if (a.knownUnsignedLessEqual(b)) {
      EXPECT_LE(uint64_t(x), uint64_t(y));
    }
    int64_t ignored;
    if (a.addCannotOverflow(b)) {
      EXPECT_FALSE(__builtin_add_overflow(x, y, &ignored));
    }
    if (a.subCannotOverflow(b)) {
      EXPECT_FALSE(__builtin_sub_overflow(x, y, &ignored));
    }
    if (a.mulCannotOverflow(b)) {
      EXPECT_FALSE(__builtin_mul_overflow(x, y, &ignored));
    }
  }
}

TEST(IntBoundTest, IntervalAndBitsInformEachOther) {
  IntBound even = IntBound::bits(0, ~uint64_t{1});
  EXPECT_FALSE(even.isConstant());
  EXPECT_TRUE(IntBound::range(0, 255).bitAnd(IntBound::constant(~uint64_t{7})).upper() <= 255);
  EXPECT_EQ(IntBound::bits(8, 7), IntBound::range(8, 15));
  EXPECT_TRUE(even.knownDifferent(IntBound::constant(3)));
}

} // namespace
} // namespace tw::jit
