// The parser of rules.def: recursive descent over one short text at a time.
#include "jit/optimize/rules.h"

#include <cctype>
#include <cstdio>
#include <cstdlib>

namespace tw::jit {

namespace {

struct RuleText {
  const char* name;
  std::string_view left, right, condition;
};

constexpr RuleText kTexts[] = {
#define RULE(name, left, right, condition) {#name, left, right, condition},
#include "jit/optimize/rules.def"
};

class RuleParser {
public:
  RuleParser(RuleSet& set, const RuleText& text) : set_(set), text_(text) {}

  void parse() {
    Rule rule{text_.name, side(text_.left), side(text_.right), uint16_t(set_.conditions.size()), 0};
    parseConditions();
    rule.conditionCount = uint16_t(set_.conditions.size() - rule.firstCondition);
    const RuleTerm& root = set_.terms[rule.left];
    if (root.what != RuleTerm::What::Operation) fail("the left side is not an operation");
    set_.byOp[size_t(root.op)].push_back(uint16_t(set_.rules.size()));
    set_.rules.push_back(rule);
  }

private:
  [[noreturn]] void fail(const char* what) const {
    std::fprintf(stderr, "rules.def: %s: %s\n", text_.name, what);
    std::abort();
  }

  uint16_t side(std::string_view text) {
    rest_ = text;
    const uint16_t result = term();
    if (!rest_.empty()) fail("text behind an expression");
    return result;
  }

  void parseConditions() {
    std::string_view all = text_.condition;
    while (!all.empty()) {
      const size_t end = all.find(" and ");
      rest_ = all.substr(0, end);
      condition();
      if (!rest_.empty()) fail("text behind a condition");
      if (end == std::string_view::npos) break;
      all.remove_prefix(end + 5);
    }
  }

  void condition() {
    using What = RuleCondition::What;
    constexpr std::pair<std::string_view, What> predicates[] = {{"bool(", What::Bool},
                                                                {"pow2(", What::Pow2},
                                                                {"within(", What::Within},
                                                                {"fits(", What::Fits}};
    for (auto [name, what] : predicates) {
      if (!accept(name)) continue;
      const uint16_t left = term();
      const uint16_t right = accept(",") ? term() : left;
      expect(")");
      set_.conditions.push_back({what, left, right});
      return;
    }
    const uint16_t left = term();
    const What what = accept("<=")   ? What::LessEqual
                      : accept("==") ? What::Equal
                      : accept("!=") ? What::Different
                      : accept("<")  ? What::Less
                                     : (fail("a comparison is missing"), What::Less);
    set_.conditions.push_back({what, left, term()});
  }

  uint16_t term() {
    skipSpace();
    if (rest_.empty()) fail("an expression is missing");
    RuleTerm result{};
    if (rest_[0] == '-' || std::isdigit(static_cast<unsigned char>(rest_[0]))) {
      result.what = RuleTerm::What::Literal;
      result.literal = number();
      return add(result);
    }
    const std::string_view word = name();
    if (!accept("(")) return add(variable(word));
    result.what = word == "log2" ? RuleTerm::What::Log2 : RuleTerm::What::Operation;
    if (result.what == RuleTerm::What::Operation) {
      result.op = opByName(word);
      if (result.op == Op::Count) fail("an unknown operation");
    }
    do {
      if (result.count == 2) fail("more than two operands");
      result.operands[result.count++] = term();
    } while (accept(","));
    expect(")");
    return add(result);
  }

  RuleTerm variable(std::string_view word) const {
    RuleTerm result{};
    if (word.size() == 1 && word[0] >= 'x' && word[0] <= 'z') {
      result.what = RuleTerm::What::Variable;
      result.slot = uint8_t(word[0] - 'x');
    } else if (word.size() == 2 && word[0] == 'C' && word[1] >= '1' && word[1] <= '4') {
      result.what = RuleTerm::What::ConstantVariable;
      result.slot = uint8_t(3 + word[1] - '1');
    } else {
      fail("an unknown variable");
    }
    return result;
  }

  uint16_t add(const RuleTerm& term) {
    set_.terms.push_back(term);
    return uint16_t(set_.terms.size() - 1);
  }

  std::string_view name() {
    size_t length = 0;
    while (length < rest_.size() &&
           (std::isalnum(static_cast<unsigned char>(rest_[length])) || rest_[length] == '_'))
      ++length;
    const std::string_view result = rest_.substr(0, length);
    rest_.remove_prefix(length);
    return result;
  }

  int64_t number() {
    const bool negative = rest_[0] == '-';
    if (negative) rest_.remove_prefix(1);
    const std::string_view digits = name();
    int64_t value = 0;
    for (char digit : digits) value = value * 10 + (digit - '0');
    return negative ? -value : value;
  }

  void skipSpace() {
    while (!rest_.empty() && rest_[0] == ' ') rest_.remove_prefix(1);
  }
  bool accept(std::string_view text) {
    skipSpace();
    if (!rest_.starts_with(text)) return false;
    rest_.remove_prefix(text.size());
    return true;
  }
  void expect(std::string_view text) {
    if (!accept(text)) fail("a parenthesis is missing");
  }

  RuleSet& set_;
  const RuleText& text_;
  std::string_view rest_;
};

RuleSet parseAll() {
  RuleSet set;
  set.byOp.resize(size_t(Op::Count));
  for (const RuleText& text : kTexts) RuleParser(set, text).parse();
  return set;
}

} // namespace

const RuleSet& RuleSet::standard() {
  static const RuleSet set = parseAll();
  return set;
}

bool isCommutative(Op op) {
  switch (op) {
  case Op::IntAdd:
  case Op::IntMul:
  case Op::UintMulHigh:
  case Op::IntAnd:
  case Op::IntOr:
  case Op::IntXor:
  case Op::IntEq:
  case Op::IntNe:
  case Op::IntAddOvf:
  case Op::IntMulOvf:
  case Op::FloatAdd:
  case Op::FloatMul:
  case Op::FloatEq:
  case Op::FloatNe:
  case Op::PtrEq:
  case Op::PtrNe: return true;
  default: return false;
  }
}

} // namespace tw::jit
