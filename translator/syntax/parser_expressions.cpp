// Expressions, from the weakest operator down to comparisons and powers.
#include "translator/syntax/literals.h"
#include "translator/syntax/parser_impl.h"

namespace tw::syntax {

using namespace ast;

namespace {

struct BinaryInfo {
  int precedence; // 0: not a binary operator
  BinaryOp op;
};

BinaryInfo binaryInfo(TokenKind kind) {
  switch (kind) {
  case TokenKind::Bar: return {1, BinaryOp::Or};
  case TokenKind::Caret: return {2, BinaryOp::Xor};
  case TokenKind::Ampersand: return {3, BinaryOp::And};
  case TokenKind::LeftShift: return {4, BinaryOp::LShift};
  case TokenKind::RightShift: return {4, BinaryOp::RShift};
  case TokenKind::Plus: return {5, BinaryOp::Add};
  case TokenKind::Minus: return {5, BinaryOp::Sub};
  case TokenKind::Star: return {6, BinaryOp::Mul};
  case TokenKind::Slash: return {6, BinaryOp::Div};
  case TokenKind::SlashSlash: return {6, BinaryOp::FloorDiv};
  case TokenKind::Percent: return {6, BinaryOp::Mod};
  default: return {0, BinaryOp::Add};
  }
}

} // namespace

// test: or_test ['if' or_test 'else' test] | lambdef. A chain of conditional
// expressions is built from its end, so that it does not nest calls.
Expr* Parser::test() {
  Nesting nesting(*this);
  std::vector<std::pair<Expr*, Expr*>> choices; // value, condition
  Expr* result = nullptr;
  for (;;) {
    if (is(TokenKind::Lambda)) {
      result = lambda(true); // takes the rest of the chain as its body
      break;
    }
    result = orTest();
    if (!accept(TokenKind::If)) break;
    choices.emplace_back(result, orTest());
    expect(TokenKind::Else, "in a conditional expression");
  }
  for (size_t i = choices.size(); i-- > 0;) {
    auto [value, condition] = choices[i];
    result = make<Conditional>(join(value->span, result->span), condition, value, result);
  }
  return result;
}

Expr* Parser::testNoConditional() {
  Nesting nesting(*this);
  return is(TokenKind::Lambda) ? lambda(false) : orTest();
}

Expr* Parser::lambda(bool conditionalBody) {
  SourceSpan start = take().span;
  Parameters params = parameters(TokenKind::Colon);
  expect(TokenKind::Colon, "after the parameters of lambda");
  Expr* body = conditionalBody ? test() : testNoConditional();
  return make<Lambda>(join(start, body->span), params, body);
}

Expr* Parser::orTest() {
  Expr* first = andTest();
  if (!is(TokenKind::Or)) return first;
  ExprVector values{first};
  while (accept(TokenKind::Or)) values.push_back(andTest());
  return make<Bool>(join(first->span, values.back()->span), false, list(values));
}

Expr* Parser::andTest() {
  Expr* first = notTest();
  if (!is(TokenKind::And)) return first;
  ExprVector values{first};
  while (accept(TokenKind::And)) values.push_back(notTest());
  return make<Bool>(join(first->span, values.back()->span), true, list(values));
}

Expr* Parser::notTest() {
  if (!is(TokenKind::Not)) return comparison();
  Nesting nesting(*this);
  SourceSpan start = take().span;
  Expr* operand = notTest();
  return make<Unary>(join(start, operand->span), UnaryOp::Not, operand);
}

Expr* Parser::comparison() {
  Expr* left = binary(1);
  CompareOp op;
  if (!comparisonOperator(op)) return left;
  std::vector<CompareOp> ops;
  ExprVector rest;
  do {
    ops.push_back(op);
    rest.push_back(binary(1));
  } while (comparisonOperator(op));
  return make<Compare>(join(left->span, rest.back()->span), left, list(ops), list(rest));
}

// Takes a comparison operator, if one is next.
bool Parser::comparisonOperator(CompareOp& op) {
  switch (kind()) {
  case TokenKind::Less: op = CompareOp::Lt; break;
  case TokenKind::LessEqual: op = CompareOp::Le; break;
  case TokenKind::EqualEqual: op = CompareOp::Eq; break;
  case TokenKind::NotEqual:
  case TokenKind::LessGreater: op = CompareOp::Ne; break;
  case TokenKind::Greater: op = CompareOp::Gt; break;
  case TokenKind::GreaterEqual: op = CompareOp::Ge; break;
  case TokenKind::In: op = CompareOp::In; break;
  case TokenKind::Not:
    if (kindAhead(1) != TokenKind::In) return false;
    ++at_;
    op = CompareOp::NotIn;
    break;
  case TokenKind::Is:
    op = CompareOp::Is;
    if (kindAhead(1) == TokenKind::Not) {
      ++at_;
      op = CompareOp::IsNot;
    }
    break;
  default: return false;
  }
  ++at_;
  return true;
}

// Left-associative operators by precedence climbing.
Expr* Parser::binary(int minPrecedence) {
  Expr* left = factor();
  for (;;) {
    auto [precedence, op] = binaryInfo(kind());
    if (precedence == 0 || precedence < minPrecedence) return left;
    ++at_;
    if (op == BinaryOp::Div && futures_.division) op = BinaryOp::TrueDiv;
    Expr* right = binary(precedence + 1);
    left = make<Binary>(join(left->span, right->span), op, left, right);
  }
}

Expr* Parser::factor() {
  UnaryOp op;
  switch (kind()) {
  case TokenKind::Minus: op = UnaryOp::Neg; break;
  case TokenKind::Plus: op = UnaryOp::Pos; break;
  case TokenKind::Tilde: op = UnaryOp::Invert; break;
  default: return power();
  }
  Nesting nesting(*this);
  SourceSpan start = take().span;
  if (op == UnaryOp::Neg && is(TokenKind::Number)) {
    // A sign directly before a number belongs to it: -9223372036854775808 is an int.
    TokenKind next = kindAhead(1);
    if (next != TokenKind::StarStar && next != TokenKind::Dot && next != TokenKind::LeftParen &&
        next != TokenKind::LeftBracket) {
      std::string_view text = take().text;
      return make<Constant>(spanFrom(start), numberValue(text, true));
    }
  }
  Expr* operand = factor();
  return make<Unary>(join(start, operand->span), op, operand);
}

Expr* Parser::power() {
  Expr* base = trailers(atom());
  if (!accept(TokenKind::StarStar)) return base;
  Expr* exponent = factor();
  return make<Binary>(join(base->span, exponent->span), BinaryOp::Pow, base, exponent);
}

// yield_expr: 'yield' [testlist]
Expr* Parser::yieldExpression() {
  SourceSpan start = take().span;
  Expr* value = startsExpression() ? testList() : nullptr;
  return make<Yield>(spanFrom(start), value);
}

// One item, or a tuple of items separated by commas.
template <class Item> Expr* Parser::tupleOf(Item item) {
  Expr* first = item();
  if (!is(TokenKind::Comma)) return first;
  ExprVector items{first};
  while (accept(TokenKind::Comma) && startsExpression()) items.push_back(item());
  return make<Tuple>(spanFrom(first->span), list(items));
}

Expr* Parser::testList() {
  return tupleOf([this] { return test(); });
}

Expr* Parser::targetList() {
  return tupleOf([this] { return binary(1); });
}

Expr* Parser::testListOrYield() { return is(TokenKind::Yield) ? yieldExpression() : testList(); }

} // namespace tw::syntax
