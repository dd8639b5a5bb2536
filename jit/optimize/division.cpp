// Division that rounds down, by positive constants: what is emitted for it, and recognised again.
#include "jit/optimize/division.h"

#include "jit/optimize/optimizer.h"

namespace tw::jit {

ValueId Optimizer::divide(ValueId dividend, int64_t divisor) {
  if (std::has_single_bit(uint64_t(divisor)))
    return computePure(Op::IntRshift,
                       {dividend, values_.ofInt(std::countr_zero(uint64_t(divisor)))});
  const Reciprocal reciprocal = reciprocalOf(uint64_t(divisor));
  const auto divideMagnitude = [&](ValueId magnitude) {
    const ValueId high =
        computePure(Op::UintMulHigh, {magnitude, values_.ofInt(int64_t(reciprocal.factor))});
    return computePure(Op::UintRshift, {high, values_.ofInt(reciprocal.shift)});
  };
  if (values_.bound(dividend).isNonNegative()) return divideMagnitude(dividend);
  const ValueId sign = computePure(Op::IntRshift, {dividend, values_.ofInt(63)});
  return computePure(Op::IntXor,
                     {divideMagnitude(computePure(Op::IntXor, {dividend, sign})), sign});
}

ValueId Optimizer::modulo(ValueId dividend, int64_t divisor) {
  if (std::has_single_bit(uint64_t(divisor)))
    return computePure(Op::IntAnd, {dividend, values_.ofInt(divisor - 1)});
  const ValueId multiple =
      computePure(Op::IntMul, {divide(dividend, divisor), values_.ofInt(divisor)});
  return computePure(Op::IntSub, {dividend, multiple});
}

// If `multiple` is what modulo() subtracts from the dividend: the divisor, else 0.
int64_t Optimizer::divisorOfMultiple(ValueId dividend, ValueId multiple) {
  const TraceOp* made = values_.producer(multiple);
  const auto operand = [&](size_t index) {
    return values_.ofOutput(out_.operandsOf(*made)[index]);
  };
  const auto step = [&](Op op, ValueId value) {
    made = values_.producer(value);
    return made && made->op == op;
  };
  if (!step(Op::IntMul, multiple)) return 0;
  const auto divisor = values_.constantWord(operand(1));
  if (!divisor || *divisor < 3 || std::has_single_bit(uint64_t(*divisor))) return 0;
  const Reciprocal reciprocal = reciprocalOf(uint64_t(*divisor));
  ValueId value = operand(0), sign = kNoValue;
  if (step(Op::IntXor, value)) {
    value = operand(0), sign = operand(1);
    if (!step(Op::IntRshift, sign) || operand(0) != dividend ||
        values_.constantWord(operand(1)) != 63)
      return 0;
  }
  if (!step(Op::UintRshift, value) && !step(Op::IntRshift, value)) return 0;
  if (values_.constantWord(operand(1)) != reciprocal.shift) return 0;
  if (!step(Op::UintMulHigh, operand(0)) ||
      values_.constantWord(operand(1)) != int64_t(reciprocal.factor))
    return 0;
  value = operand(0);
  if (sign == kNoValue)
    return value == dividend && values_.bound(dividend).isNonNegative() ? *divisor : 0;
  const bool isMagnitude = step(Op::IntXor, value) && operand(0) == dividend && operand(1) == sign;
  return isMagnitude ? *divisor : 0;
}

} // namespace tw::jit
