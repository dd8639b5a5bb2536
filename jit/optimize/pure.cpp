// Pure operations: constant folding, rewrite rules, common subexpressions, bounds.
#include "jit/optimize/optimizer.h"

#include "jit/trace/evaluate.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace tw::jit {

namespace {

// A rule's right side is emitted through the rules again, which ends because rules make
// progress; the limit turns a mistake in the table into a missed simplification.
constexpr int kMaxRuleDepth = 16;

} // namespace

bool Optimizer::stepPure(uint32_t recorded) {
  const TraceOp& op = in_.ops[recorded];
  auto operands = operandsOf(op);
  if (op.op == Op::SameAsI || op.op == Op::SameAsR || op.op == Op::SameAsF) {
    setValue(recorded, operands[0]);
    return true;
  }
  if (op.op == Op::IntAdd && sliceRaw(recorded, operands)) return true;
  setValue(recorded, computePure(op.op, std::move(operands)));
  return true;
}

ValueId Optimizer::computePure(Op op, std::vector<ValueId> operands) {
  for (ValueId& operand : operands) operand = values_.find(operand);
  ValueId result;
  if (tryFold(op, operands, &result)) return result;
  if (isCommutative(op) && values_.isConstant(operands[0])) std::swap(operands[0], operands[1]);
  if (passEnabled(kOptRewrite) &&
      (tryPointers(op, operands, &result) || tryFloat(op, operands, &result)))
    return values_.find(result);
  if (passEnabled(kOptIntBounds) && tryCompare(op, operands, &result)) return result;
  if (passEnabled(kOptRewrite) && tryRules(op, operands, &result)) return values_.find(result);
  PureKey key{op, kNone, operands};
  if (passEnabled(kOptPure))
    if (auto known = pure_.find(key); known != pure_.end()) return values_.consult(known->second);
  result = emit(op, operands);
  setBound(result, op, operands);
  rememberPure(std::move(key), result);
  return result;
}

bool Optimizer::tryFold(Op op, std::span<const ValueId> operands, ValueId* result) {
  int64_t words[4] = {};
  assert(operands.size() <= 4);
  for (size_t i = 0; i < operands.size(); ++i) {
    auto word = values_.constantWord(operands[i]);
    if (!word) return false;
    words[i] = *word;
  }
  if (!hasResult(op, words)) return false;
  *result = values_.ofOutput(out_.addConstant(opInfo(op).result, evaluatePure(op, words)));
  return true;
}

bool Optimizer::tryPointers(Op op, std::span<const ValueId> operands, ValueId* result) {
  if (op != Op::PtrEq && op != Op::PtrNe) return false;
  const ValueId a = operands[0], b = operands[1];
  bool equal = a == b;
  if (!equal) {
    const bool different = values_.isVirtual(a) || values_.isVirtual(b) ||
                           (values_.isNull(b) && values_.isNonNull(a)) ||
                           (values_.isNull(a) && values_.isNonNull(b)) ||
                           (values_.vtableOf(a) != 0 && values_.vtableOf(b) != 0 &&
                            values_.vtableOf(a) != values_.vtableOf(b));
    if (!different) return false;
  }
  *result = values_.ofInt(equal == (op == Op::PtrEq));
  return true;
}

bool Optimizer::tryFloat(Op op, std::span<const ValueId> operands, ValueId* result) {
  const auto producer = [&](size_t i, Op of) {
    const TraceOp* made = values_.producer(operands[i]);
    return made && made->op == of ? made : nullptr;
  };
  const auto constant = [&](size_t i) -> std::optional<double> {
    auto word = values_.constantWord(operands[i]);
    if (!word) return std::nullopt;
    return meaning::floatValue(*word);
  };
  const auto firstOperand = [&](const TraceOp* made) {
    return values_.ofOutput(out_.operandsOf(*made)[0]);
  };
  switch (op) {
  case Op::FloatMul:
    if (constant(1) == 1.0) return *result = operands[0], true;
    if (constant(1) == -1.0) return *result = computePure(Op::FloatNeg, {operands[0]}), true;
    return false;
  case Op::FloatTrueDiv: {
    auto divisor = constant(1);
    if (!divisor) return false;
    // Exact for powers of two whose reciprocal is a normal number.
    int exponent;
    const double mantissa = std::frexp(*divisor, &exponent);
    if (std::fabs(mantissa) != 0.5 || exponent < -1000 || exponent > 1000) return false;
    const ValueId reciprocal = values_.ofOutput(out_.constFloat(1.0 / *divisor));
    return *result = computePure(Op::FloatMul, {operands[0], reciprocal}), true;
  }
  case Op::FloatSub:
    if (auto zero = constant(1); zero && *zero == 0.0 && !std::signbit(*zero))
      return *result = operands[0], true;
    return false;
  case Op::FloatNeg:
    if (auto made = producer(0, Op::FloatNeg)) return *result = firstOperand(made), true;
    return false;
  case Op::FloatAbs:
    if (producer(0, Op::FloatAbs)) return *result = operands[0], true;
    if (auto made = producer(0, Op::FloatNeg))
      return *result = computePure(Op::FloatAbs, {firstOperand(made)}), true;
    return false;
  case Op::ConvertFloatBytesToLongLong:
    if (auto made = producer(0, Op::ConvertLongLongBytesToFloat))
      return *result = firstOperand(made), true;
    return false;
  case Op::ConvertLongLongBytesToFloat:
    if (auto made = producer(0, Op::ConvertFloatBytesToLongLong))
      return *result = firstOperand(made), true;
    return false;
  default: return false;
  }
}

bool Optimizer::tryCompare(Op op, std::span<const ValueId> operands, ValueId* result) {
  if (operands.empty() || values_[operands[0]].kind != Kind::Int) return false;
  const IntBound& a = values_.bound(operands[0]);
  const IntBound b = operands.size() > 1 ? values_.bound(operands[1]) : IntBound::constant(0);
  int known = -1; // 0 false, 1 true
  const auto decide = [&](bool isTrue, bool isFalse) { known = isTrue ? 1 : isFalse ? 0 : -1; };
  switch (op) {
  case Op::IntLt: decide(a.knownLess(b), b.knownLessEqual(a)); break;
  case Op::IntLe: decide(a.knownLessEqual(b), b.knownLess(a)); break;
  case Op::IntGt: decide(b.knownLess(a), a.knownLessEqual(b)); break;
  case Op::IntGe: decide(b.knownLessEqual(a), a.knownLess(b)); break;
  case Op::UintLt: decide(a.knownUnsignedLess(b), b.knownUnsignedLessEqual(a)); break;
  case Op::UintLe: decide(a.knownUnsignedLessEqual(b), b.knownUnsignedLess(a)); break;
  case Op::UintGt: decide(b.knownUnsignedLess(a), a.knownUnsignedLessEqual(b)); break;
  case Op::UintGe: decide(b.knownUnsignedLessEqual(a), a.knownUnsignedLess(b)); break;
  case Op::IntEq:
  case Op::IntIsZero: decide(false, a.knownDifferent(b)); break;
  case Op::IntNe:
  case Op::IntIsTrue: decide(a.knownDifferent(b), false); break;
  default: break;
  }
  if (known < 0) return false;
  *result = values_.ofInt(known);
  return true;
}

// ---- Rules --------------------------------------------------------------------------------------

bool Optimizer::tryRules(Op op, std::span<const ValueId> operands, ValueId* result) {
  const RuleSet& set = RuleSet::standard();
  if (ruleDepth_ >= kMaxRuleDepth) return false;
  for (uint16_t index : set.byOp[size_t(op)]) {
    const Rule& rule = set.rules[index];
    ValueId binding[kRuleSlots];
    std::fill(binding, binding + kRuleSlots, kNoValue);
    if (!matchesOperands(set.terms[rule.left], operands, binding)) continue;
    bool applies = true;
    for (uint16_t i = 0; applies && i < rule.conditionCount; ++i)
      applies = holds(set.conditions[rule.firstCondition + i], binding);
    if (!applies) continue;
    ++ruleDepth_;
    *result = build(rule.right, binding);
    --ruleDepth_;
    return true;
  }
  return false;
}

bool Optimizer::matchesOperands(const RuleTerm& term, std::span<const ValueId> operands,
                                ValueId* binding) {
  ValueId saved[kRuleSlots];
  std::copy(binding, binding + kRuleSlots, saved);
  const auto inOrder = [&](bool swapped) {
    for (uint8_t i = 0; i < term.count; ++i)
      if (!matches(term.operands[i], operands[swapped ? 1 - i : i], binding)) return false;
    return true;
  };
  if (inOrder(false)) return true;
  std::copy(saved, saved + kRuleSlots, binding);
  return isCommutative(term.op) && term.count == 2 && inOrder(true);
}

bool Optimizer::matches(uint16_t index, ValueId value, ValueId* binding) {
  const RuleTerm& term = RuleSet::standard().terms[index];
  value = values_.find(value);
  switch (term.what) {
  case RuleTerm::What::ConstantVariable:
    if (!values_.isConstant(value)) return false;
    [[fallthrough]];
  case RuleTerm::What::Variable:
    if (binding[term.slot] == kNoValue) binding[term.slot] = value;
    return values_.find(binding[term.slot]) == value;
  case RuleTerm::What::Literal: return values_.constantWord(value) == term.literal;
  case RuleTerm::What::Log2: return false;
  case RuleTerm::What::Operation: {
    const TraceOp* made = values_.producer(value);
    if (!made || made->op != term.op || made->count != term.count) return false;
    ValueId operands[2];
    for (uint16_t i = 0; i < made->count; ++i)
      operands[i] = values_.ofOutput(out_.operandsOf(*made)[i]);
    return matchesOperands(term, {operands, made->count}, binding);
  }
  }
  return false;
}

bool Optimizer::constantOf(uint16_t index, const ValueId* binding, int64_t* word) {
  const RuleTerm& term = RuleSet::standard().terms[index];
  switch (term.what) {
  case RuleTerm::What::Literal: *word = term.literal; return true;
  case RuleTerm::What::Variable:
  case RuleTerm::What::ConstantVariable: {
    auto known = values_.constantWord(binding[term.slot]);
    if (known) *word = *known;
    return known.has_value();
  }
  case RuleTerm::What::Log2: {
    int64_t operand;
    if (!constantOf(term.operands[0], binding, &operand)) return false;
    *word = std::countr_zero(uint64_t(operand));
    return true;
  }
  case RuleTerm::What::Operation: {
    int64_t operands[2] = {};
    for (uint8_t i = 0; i < term.count; ++i)
      if (!constantOf(term.operands[i], binding, &operands[i])) return false;
    *word = evaluatePure(term.op, operands);
    return true;
  }
  }
  return false;
}

IntBound Optimizer::boundOfTerm(uint16_t index, const ValueId* binding) {
  int64_t word;
  if (constantOf(index, binding, &word)) return IntBound::constant(word);
  const RuleTerm& term = RuleSet::standard().terms[index];
  if (term.what == RuleTerm::What::Variable) return values_.bound(binding[term.slot]);
  return {};
}

bool Optimizer::holds(const RuleCondition& condition, const ValueId* binding) {
  using What = RuleCondition::What;
  const IntBound a = boundOfTerm(condition.left, binding);
  const IntBound b = boundOfTerm(condition.right, binding);
  switch (condition.what) {
  case What::Less: return a.knownLess(b);
  case What::LessEqual: return a.knownLessEqual(b);
  case What::Equal: return a.isConstant() && a == b;
  case What::Different: return a.knownDifferent(b);
  case What::Bool: return a.isBoolean();
  case What::Pow2:
    return a.isConstant() && a.lower() > 0 && std::has_single_bit(uint64_t(a.lower()));
  case What::Within:
    return b.isConstant() && ((a.knownOnes() | a.unknownBits()) & ~uint64_t(b.lower())) == 0;
  case What::Fits:
    return b.isConstant() && b.lower() > 0 && b.lower() <= 8 &&
           IntBound().signExtend(b.lower()).containsAllOf(a);
  }
  return false;
}

ValueId Optimizer::build(uint16_t index, const ValueId* binding) {
  const RuleTerm& term = RuleSet::standard().terms[index];
  int64_t word;
  if (term.what != RuleTerm::What::Variable && constantOf(index, binding, &word))
    return values_.ofInt(word);
  if (term.what != RuleTerm::What::Operation) return values_.find(binding[term.slot]);
  std::vector<ValueId> operands;
  for (uint8_t i = 0; i < term.count; ++i) operands.push_back(build(term.operands[i], binding));
  return computePure(term.op, std::move(operands));
}

// ---- Bounds -------------------------------------------------------------------------------------

void Optimizer::setBound(ValueId value, Op op, std::span<const ValueId> operands) {
  if (!passEnabled(kOptIntBounds) || opInfo(op).result != Kind::Int || operands.empty()) return;
  IntBound& bound = values_[value].bound;
  if (values_[operands[0]].kind != Kind::Int) {
    if (op == Op::PtrEq || op == Op::PtrNe || (op >= Op::FloatLt && op <= Op::FloatGe))
      bound = IntBound::boolean();
    return;
  }
  const IntBound& a = values_.bound(operands[0]);
  const IntBound b = operands.size() > 1 ? values_.bound(operands[1]) : IntBound();
  switch (op) {
  case Op::IntAdd: bound = a.add(b); break;
  case Op::IntSub:
    bound = a.sub(b);
    if (const int64_t divisor = divisorOfMultiple(operands[0], operands[1]))
      bound.intersect(a.pyMod(IntBound::constant(divisor)));
    break;
  case Op::IntMul: bound = a.mul(b); break;
  case Op::UintMulHigh: bound = a.mulHigh(b); break;
  case Op::IntAnd: bound = a.bitAnd(b); break;
  case Op::IntOr: bound = a.bitOr(b); break;
  case Op::IntXor: bound = a.bitXor(b); break;
  case Op::IntLshift: bound = a.lshift(b); break;
  case Op::IntRshift: bound = a.rshift(b); break;
  case Op::UintRshift: bound = a.urshift(b); break;
  case Op::IntNeg: bound = a.neg(); break;
  case Op::IntInvert: bound = a.invert(); break;
  case Op::IntForceGeZero: bound = a.forceNonNegative(); break;
  case Op::IntSignext:
    if (b.isConstant()) bound = a.signExtend(b.lower());
    break;
  case Op::IntFloorDiv:
    // Rounds towards zero: the same as rounding down for dividends that are not negative.
    if (a.isNonNegative()) bound = a.pyDiv(b);
    break;
  case Op::IntMod:
    if (a.isNonNegative() && b.lower() > 0) bound = a.pyMod(b);
    break;
  default:
    if (op >= Op::IntLt && op <= Op::IntIsTrue) bound = IntBound::boolean();
    break;
  }
}

// ---- Overflow -----------------------------------------------------------------------------------

bool Optimizer::stepOverflow(uint32_t recorded) {
  const TraceOp& op = in_.ops[recorded];
  auto operands = operandsOf(op);
  const Op plain = op.op == Op::IntAddOvf   ? Op::IntAdd
                   : op.op == Op::IntSubOvf ? Op::IntSub
                                            : Op::IntMul;
  const auto a = values_.constantWord(operands[0]), b = values_.constantWord(operands[1]);
  int64_t word;
  if (a && b) {
    overflow_ = evaluateOverflow(op.op, *a, *b, &word) ? Overflow::Happens : Overflow::Removed;
    setValue(recorded, values_.ofInt(word));
    return true;
  }
  const IntBound &left = values_.bound(operands[0]), &right = values_.bound(operands[1]);
  const bool fits = (op.op == Op::IntSubOvf && operands[0] == operands[1]) ||
                    (op.op == Op::IntAddOvf   ? left.addCannotOverflow(right)
                     : op.op == Op::IntSubOvf ? left.subCannotOverflow(right)
                                              : left.mulCannotOverflow(right));
  if (passEnabled(kOptIntBounds) && fits) {
    overflow_ = Overflow::Removed;
    setValue(recorded, computePure(plain, std::move(operands)));
    return true;
  }
  if (isCommutative(op.op) && values_.isConstant(operands[0])) std::swap(operands[0], operands[1]);
  PureKey key{op.op, kNone, operands};
  if (passEnabled(kOptPure))
    if (auto known = pure_.find(key); known != pure_.end()) {
      overflow_ = Overflow::Removed;
      setValue(recorded, values_.consult(known->second));
      return true;
    }
  collectPending(); // stores must not come between the operation and its guard
  const ValueId result = emit(op.op, operands);
  // What holds if the guard behind it does; nothing is recorded before that.
  overflow_ = Overflow::Emitted;
  overflowKey_ = std::move(key);
  overflowValue_ = result;
  setValue(recorded, result);
  return true;
}

} // namespace tw::jit
