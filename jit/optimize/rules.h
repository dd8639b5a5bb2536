// The rewrite rules of rules.def, parsed once.
#pragma once

#include "jit/trace/trace.h"

#include <span>
#include <string_view>
#include <vector>

namespace tw::jit {

// A node of a rule's expression. Variables and constants are slots of a binding.
struct RuleTerm {
  enum class What : uint8_t { Variable, ConstantVariable, Literal, Operation, Log2 } what;
  uint8_t slot = 0;
  uint8_t count = 0; // operands
  Op op = Op::Count;
  int64_t literal = 0;
  uint16_t operands[2] = {0, 0}; // in RuleSet::terms
};

struct RuleCondition {
  enum class What : uint8_t { Less, LessEqual, Equal, Different, Bool, Pow2, Within, Fits } what;
  uint16_t left = 0, right = 0; // terms
};

struct Rule {
  const char* name;
  uint16_t left, right; // terms
  uint16_t firstCondition, conditionCount;
};

constexpr int kRuleSlots = 8;

struct RuleSet {
  std::vector<RuleTerm> terms;
  std::vector<RuleCondition> conditions;
  std::vector<Rule> rules;                 // in the file's order
  std::vector<std::vector<uint16_t>> byOp; // rules whose left side is that operation

  // Those of rules.def. A mistake in the table is a bug: it ends the process with its name.
  static const RuleSet& standard();
};

bool isCommutative(Op op);

} // namespace tw::jit
