// Proves the rewrite rules of rules.def: for all 64-bit values that satisfy a rule's condition,
// both sides are equal. Z3 decides each rule; what it cannot in time (multiplication, division) is
// checked for all values of 8 bits, widened, and for random words.
#include "jit/optimize/rules.h"
#include "jit/trace/evaluate.h"

#include <gtest/gtest.h>
#include <z3++.h>

#include <bit>
#include <random>

namespace tw::jit {
namespace {

const RuleSet& rules() { return RuleSet::standard(); }

// A rule as formulas over bit vectors.
class Proof {
public:
  explicit Proof(const Rule& rule) : rule_(rule), solver_(context_) {
    z3::params params(context_);
    params.set("timeout", 2000u);
    solver_.set(params);
  }

  z3::check_result counterexample() {
    for (uint16_t i = 0; i < rule_.conditionCount; ++i)
      assume(rules().conditions[rule_.firstCondition + i]);
    solver_.add(term(rule_.left) != term(rule_.right));
    return solver_.check();
  }

private:
  z3::expr number(int64_t value) { return context_.bv_val(value, 64); }
  z3::expr truth(const z3::expr& condition) { return z3::ite(condition, number(1), number(0)); }
  z3::expr slot(uint8_t index) {
    return context_.bv_const(("v" + std::to_string(index)).c_str(), 64);
  }

  z3::expr term(uint16_t index) {
    const RuleTerm& node = rules().terms[index];
    switch (node.what) {
    case RuleTerm::What::Literal: return number(node.literal);
    case RuleTerm::What::Variable:
    case RuleTerm::What::ConstantVariable: return slot(node.slot);
    case RuleTerm::What::Log2: {
      // The exponent is a fresh variable that satisfies 1 << exponent == operand.
      const z3::expr exponent = context_.bv_const("exponent", 64);
      solver_.add(z3::shl(number(1), exponent) == term(node.operands[0]));
      solver_.add(z3::ult(exponent, number(64)));
      return exponent;
    }
    case RuleTerm::What::Operation: return operation(node);
    }
    return number(0);
  }

  z3::expr operation(const RuleTerm& node) {
    const z3::expr a = term(node.operands[0]);
    const z3::expr b = node.count > 1 ? term(node.operands[1]) : number(0);
    const z3::expr count = b & number(63);
    switch (node.op) {
    case Op::IntAdd: return a + b;
    case Op::IntSub: return a - b;
    case Op::IntMul: return a * b;
    case Op::IntAnd: return a & b;
    case Op::IntOr: return a | b;
    case Op::IntXor: return a ^ b;
    case Op::IntNeg: return -a;
    case Op::IntInvert: return ~a;
    case Op::IntLshift: return z3::shl(a, count);
    case Op::IntRshift: return z3::ashr(a, count);
    case Op::UintRshift: return z3::lshr(a, count);
    case Op::IntFloorDiv: return a / b;
    case Op::IntMod: return z3::srem(a, b);
    case Op::UintFloorDiv: return z3::udiv(a, b);
    case Op::UintMod: return z3::urem(a, b);
    case Op::IntForceGeZero: return z3::ite(a < 0, number(0), a);
    case Op::IntSignext: return signExtend(a, b);
    case Op::IntLt: return truth(a < b);
    case Op::IntLe: return truth(a <= b);
    case Op::IntEq: return truth(a == b);
    case Op::IntNe: return truth(a != b);
    case Op::IntGt: return truth(a > b);
    case Op::IntGe: return truth(a >= b);
    case Op::UintLt: return truth(z3::ult(a, b));
    case Op::UintLe: return truth(z3::ule(a, b));
    case Op::UintGt: return truth(z3::ugt(a, b));
    case Op::UintGe: return truth(z3::uge(a, b));
    case Op::IntIsZero: return truth(a == 0);
    case Op::IntIsTrue: return truth(a != 0);
    default: ADD_FAILURE() << rule_.name << ": no formula for " << opInfo(node.op).name; return a;
    }
  }

  z3::expr signExtend(const z3::expr& a, const z3::expr& bytes) {
    const z3::expr shift = number(64) - bytes * number(8);
    return z3::ashr(z3::shl(a, shift), shift);
  }

  void assume(const RuleCondition& condition) {
    using What = RuleCondition::What;
    const z3::expr a = term(condition.left), b = term(condition.right);
    switch (condition.what) {
    case What::Less: solver_.add(a < b); break;
    case What::LessEqual: solver_.add(a <= b); break;
    case What::Equal: solver_.add(a == b); break;
    case What::Different: solver_.add(a != b); break;
    case What::Bool: solver_.add(a == 0 || a == 1); break;
    case What::Pow2: solver_.add(a > 0 && (a & (a - 1)) == 0); break;
    case What::Within: solver_.add((a & ~b) == 0); break;
    case What::Fits: solver_.add(b > 0 && b <= 8 && signExtend(a, b) == a); break;
    }
  }

  const Rule& rule_;
  z3::context context_;
  z3::solver solver_;
};

// A rule evaluated on words.
class Evaluation {
public:
  Evaluation(const Rule& rule, const int64_t* slots) : rule_(rule), slots_(slots) {}

  // True if the condition does not hold, or both sides are equal.
  bool holds() const {
    for (uint16_t i = 0; i < rule_.conditionCount; ++i)
      if (!condition(rules().conditions[rule_.firstCondition + i])) return true;
    return term(rule_.left) == term(rule_.right);
  }

private:
  int64_t term(uint16_t index) const {
    const RuleTerm& node = rules().terms[index];
    switch (node.what) {
    case RuleTerm::What::Literal: return node.literal;
    case RuleTerm::What::Variable:
    case RuleTerm::What::ConstantVariable: return slots_[node.slot];
    case RuleTerm::What::Log2: return std::countr_zero(uint64_t(term(node.operands[0])));
    case RuleTerm::What::Operation: break;
    }
    int64_t operands[2] = {};
    for (uint8_t i = 0; i < node.count; ++i) operands[i] = term(node.operands[i]);
    return evaluatePure(node.op, operands);
  }

  bool condition(const RuleCondition& condition) const {
    using What = RuleCondition::What;
    const int64_t a = term(condition.left), b = term(condition.right);
    switch (condition.what) {
    case What::Less: return a < b;
    case What::LessEqual: return a <= b;
    case What::Equal: return a == b;
    case What::Different: return a != b;
    case What::Bool: return a == 0 || a == 1;
    case What::Pow2: return a > 0 && (a & (a - 1)) == 0;
    case What::Within: return (a & ~b) == 0;
    case What::Fits: return b > 0 && b <= 8 && meaning::signExtend(a, b) == a;
    }
    return false;
  }

  const Rule& rule_;
  const int64_t* slots_;
};

// Values of the slots that a rule mentions; the others stay 0.
void checkWords(const Rule& rule) {
  std::mt19937_64 random(42);
  const auto word = [&]() -> int64_t {
    switch (random() % 4) {
    case 0: return int64_t(1) << (random() % 63);
    case 1: return int8_t(random());
    case 2: return int64_t(random());
    default: return int64_t(random() >> (random() % 64));
    }
  };
  int64_t slots[kRuleSlots] = {};
  for (int x = -128; x < 128; ++x)
    for (int c = 1; c < 128; ++c) {
      slots[0] = x;
      slots[3] = slots[1] = c;
      ASSERT_TRUE(Evaluation(rule, slots).holds()) << rule.name << " x=" << x << " c=" << c;
    }
  for (int i = 0; i < 200000; ++i) {
    for (int64_t& slot : slots) {
      slot = word();
      if (slot == 0) slot = 3; // divisors
    }
    ASSERT_TRUE(Evaluation(rule, slots).holds()) << rule.name;
  }
}

TEST(Rules, EachOneIsProved) {
  int proved = 0;
  for (const Rule& rule : rules().rules) {
    switch (Proof(rule).counterexample()) {
    case z3::sat: ADD_FAILURE() << rule.name << " is wrong"; break;
    case z3::unsat: ++proved; break;
    case z3::unknown: checkWords(rule); break;
    }
  }
  EXPECT_GE(proved, int(rules().rules.size()) - 8) << "most rules are within reach of the solver";
}

} // namespace
} // namespace tw::jit
