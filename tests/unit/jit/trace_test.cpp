// Traces: operands, shared constants, and the meaning of pure operations.
#include "jit/trace/evaluate.h"
#include "jit/trace/trace.h"

#include <gtest/gtest.h>

namespace tw::jit {
namespace {

TEST(Trace, EqualConstantsAreOneOperand) {
  Trace trace;
  std::vector<Operand> numbers;
  for (int64_t n = 0; n < 200; ++n) numbers.push_back(trace.constInt(n));
  for (int64_t n = 0; n < 200; ++n) EXPECT_EQ(trace.constInt(n), numbers[size_t(n)]);
  EXPECT_EQ(trace.constants.size(), 200u);
  EXPECT_NE(trace.constFloat(0.0), trace.constInt(0));
}

TEST(Trace, OperandsNameResultsAndConstants) {
  Trace trace;
  Operand input = trace.addInput(Kind::Int);
  Operand sum = trace.add(Op::IntAdd, {input, trace.constInt(5)});
  EXPECT_TRUE(sum.isResult());
  EXPECT_EQ(trace.kindOf(sum), Kind::Int);
  EXPECT_EQ(trace.wordOf(trace.operandsOf(trace.ops[sum.index()])[1]), 5);
}

int64_t pure(Op op, int64_t a, int64_t b = 0) {
  const int64_t operands[] = {a, b};
  return evaluatePure(op, operands);
}

TEST(Evaluate, IntegersWrapAround) {
  EXPECT_EQ(pure(Op::IntAdd, INT64_MAX, 1), INT64_MIN);
  EXPECT_EQ(pure(Op::IntNeg, INT64_MIN), INT64_MIN);
  EXPECT_EQ(pure(Op::UintRshift, -1, 60), 15);
  EXPECT_EQ(pure(Op::IntSignext, 0xff, 1), -1);
  EXPECT_EQ(pure(Op::UintLt, 1, -1), 1);
}

TEST(Evaluate, FloatsTravelAsWords) {
  const int64_t half = meaning::floatBits(0.5);
  EXPECT_EQ(meaning::floatValue(pure(Op::FloatMul, half, half)), 0.25);
  EXPECT_EQ(pure(Op::CastFloatToInt, meaning::floatBits(-2.75)), -2);
  EXPECT_EQ(pure(Op::CastFloatToInt, meaning::floatBits(1e300)), INT64_MIN);
}

TEST(Evaluate, OverflowStoresTheWrappedResult) {
  int64_t result;
  EXPECT_TRUE(evaluateOverflow(Op::IntMulOvf, INT64_MAX, 2, &result));
  EXPECT_EQ(result, -2);
  EXPECT_FALSE(evaluateOverflow(Op::IntSubOvf, 3, 5, &result));
  EXPECT_EQ(result, -2);
}

} // namespace
} // namespace tw::jit
