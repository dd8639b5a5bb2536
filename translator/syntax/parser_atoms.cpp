// Atoms (literals, displays, comprehensions) and their trailers (calls,
// subscripts, attributes).
#include "translator/syntax/literals.h"
#include "translator/syntax/parser_impl.h"

namespace tw::syntax {

using namespace ast;

Expr* Parser::trailers(Expr* value) {
  for (;;) {
    if (is(TokenKind::LeftParen)) {
      value = call(value);
    } else if (is(TokenKind::LeftBracket)) {
      value = subscript(value);
    } else if (accept(TokenKind::Dot)) {
      std::string_view name = expectName("after '.'");
      value = make<Attribute>(spanFrom(value->span), value, name);
    } else {
      return value;
    }
  }
}

// --- Calls ---

struct Parser::Arguments {
  ExprVector positional;
  std::vector<Keyword> keywords;
  const Expr* star = nullptr;
  const Expr* starStar = nullptr;
  const Expr* bareGenerator = nullptr; // a generator expression without parentheses
};

Expr* Parser::call(Expr* function) {
  Nesting nesting(*this);
  take();
  Arguments args;
  while (!is(TokenKind::RightParen)) {
    argument(args);
    if (!accept(TokenKind::Comma)) break;
    if (args.star && is(TokenKind::RightParen)) unexpected("an argument after ','");
  }
  expect(TokenKind::RightParen, "after the arguments of a call");
  if (args.bareGenerator && args.positional.size() + args.keywords.size() > 1)
    fail(args.bareGenerator->span,
         "a generator expression must be parenthesized if it is not the only argument");
  return make<Call>(spanFrom(function->span), function, list(args.positional), list(args.keywords),
                    args.star, args.starStar);
}

void Parser::argument(Arguments& out) {
  if (out.starStar) fail(token().span, "no argument may follow '**'");
  if (is(TokenKind::Star)) {
    if (out.star) fail(token().span, "only one '*' argument is allowed in a call");
    take();
    out.star = test();
  } else if (accept(TokenKind::StarStar)) {
    out.starStar = test();
    if (accept(TokenKind::Comma)) unexpected("')' after the '**' argument");
  } else {
    positionalArgument(out);
  }
}

void Parser::positionalArgument(Arguments& out) {
  Expr* value = test();
  if (is(TokenKind::Equal)) {
    keywordArgument(out, *value);
    return;
  }
  if (is(TokenKind::For)) {
    value = comprehension(value->span, ComprehensionKind::Generator, value, nullptr);
    out.bareGenerator = value;
  }
  if (!out.keywords.empty())
    fail(value->span, "a positional argument follows a keyword argument",
         "move it before the first keyword argument");
  if (out.star) fail(value->span, "only keyword arguments may follow '*'");
  out.positional.push_back(value);
}

void Parser::keywordArgument(Arguments& out, const Expr& left) {
  const Name* name = tryAs<Name>(&left);
  if (!name)
    fail(left.span, "a keyword argument must be a name",
         "write '==' to compare, or name=value to pass a keyword argument");
  take();
  checkNotNone(name->id, name->span);
  for (const Keyword& other : out.keywords)
    if (other.name == name->id)
      fail(name->span, "keyword argument '" + std::string(name->id) + "' is repeated",
           "give each argument once");
  Expr* value = test();
  out.keywords.push_back({join(name->span, value->span), name->id, value});
}

// --- Subscripts ---

Expr* Parser::subscript(Expr* value) {
  Nesting nesting(*this);
  take();
  Expr* first = subscriptItem();
  Expr* index = first;
  if (is(TokenKind::Comma)) {
    ExprVector items{first};
    while (accept(TokenKind::Comma) && !is(TokenKind::RightBracket))
      items.push_back(subscriptItem());
    index = make<Tuple>(spanFrom(first->span), list(items));
  }
  expect(TokenKind::RightBracket, "after the subscript");
  return make<Subscript>(spanFrom(value->span), value, index);
}

// subscript: '.' '.' '.' | test | [test] ':' [test] [':' [test]]
Expr* Parser::subscriptItem() {
  SourceSpan start = token().span;
  if (accept(TokenKind::Dot)) {
    expect(TokenKind::Dot, "in '...'");
    expect(TokenKind::Dot, "in '...'");
    return make<Ellipsis>(spanFrom(start));
  }
  if (is(TokenKind::Colon)) return slice(start, nullptr);
  Expr* index = test();
  return is(TokenKind::Colon) ? slice(start, index) : index;
}

Expr* Parser::slice(const SourceSpan& start, const Expr* lower) {
  take();
  const Expr* upper = startsExpression() ? test() : nullptr;
  const Expr* step = nullptr;
  bool extended = accept(TokenKind::Colon);
  if (extended && startsExpression()) step = test();
  return make<Slice>(spanFrom(start), lower, upper, step, extended);
}

// --- Atoms ---

Expr* Parser::atom() {
  switch (kind()) {
  case TokenKind::Name: {
    const Token& name = take();
    return make<Name>(name.span, name.text);
  }
  case TokenKind::Number: {
    const Token& number = take();
    return make<Constant>(number.span, numberValue(number.text, false));
  }
  case TokenKind::String: return strings();
  case TokenKind::LeftParen: return parenthesized();
  case TokenKind::LeftBracket: return listAtom();
  case TokenKind::LeftBrace: return braces();
  case TokenKind::Backquote: return backquotes();
  default: unexpected("an expression");
  }
}

Expr* Parser::strings() {
  size_t first = at_;
  while (is(TokenKind::String)) ++at_;
  std::span<const Token> parts(&tokens_[first], at_ - first);
  return make<Constant>(spanFrom(parts.front().span),
                        stringValue(parts, encoding_, futures_.unicodeLiterals));
}

// '(' [yield_expr | testlist_comp] ')'. The parentheses belong to a tuple and to
// a generator expression, but not to any other expression.
Expr* Parser::parenthesized() {
  SourceSpan start = take().span;
  if (accept(TokenKind::RightParen)) return make<Tuple>(spanFrom(start), ExprList{});
  bool isYield = is(TokenKind::Yield);
  Expr* value = isYield ? yieldExpression() : test();
  bool ownsParentheses = false;
  if (!isYield && is(TokenKind::For)) {
    value = comprehension(start, ComprehensionKind::Generator, value, nullptr);
    ownsParentheses = true;
  } else if (!isYield && is(TokenKind::Comma)) {
    ExprVector items{value};
    while (accept(TokenKind::Comma) && startsExpression()) items.push_back(test());
    value = make<Tuple>(start, list(items));
    ownsParentheses = true;
  }
  expect(TokenKind::RightParen, "to close '('");
  if (ownsParentheses) value->span = spanFrom(start);
  return value;
}

Expr* Parser::listAtom() {
  SourceSpan start = take().span;
  ExprVector items;
  if (!is(TokenKind::RightBracket)) {
    items.push_back(test());
    if (is(TokenKind::For)) {
      Expr* value = comprehension(start, ComprehensionKind::List, items[0], nullptr);
      expect(TokenKind::RightBracket, "to close the list comprehension");
      value->span = spanFrom(start);
      return value;
    }
    while (accept(TokenKind::Comma) && !is(TokenKind::RightBracket)) items.push_back(test());
  }
  expect(TokenKind::RightBracket, "to close '['");
  return make<List>(spanFrom(start), list(items));
}

Expr* Parser::braces() {
  SourceSpan start = take().span;
  if (accept(TokenKind::RightBrace)) return make<Dict>(spanFrom(start), ExprList{}, ExprList{});
  Expr* first = test();
  if (accept(TokenKind::Colon)) return dictRest(start, first);
  if (is(TokenKind::For)) {
    Expr* value = comprehension(start, ComprehensionKind::Set, first, nullptr);
    expect(TokenKind::RightBrace, "to close the set comprehension");
    value->span = spanFrom(start);
    return value;
  }
  ExprVector items{first};
  while (accept(TokenKind::Comma) && !is(TokenKind::RightBrace)) items.push_back(test());
  expect(TokenKind::RightBrace, "to close '{'");
  return make<Set>(spanFrom(start), list(items));
}

// After "{key:".
Expr* Parser::dictRest(const SourceSpan& start, const Expr* firstKey) {
  ExprVector keys{firstKey};
  ExprVector values{test()};
  if (is(TokenKind::For)) {
    Expr* value = comprehension(start, ComprehensionKind::Dict, firstKey, values[0]);
    expect(TokenKind::RightBrace, "to close the dict comprehension");
    value->span = spanFrom(start);
    return value;
  }
  while (accept(TokenKind::Comma) && !is(TokenKind::RightBrace)) {
    keys.push_back(test());
    expect(TokenKind::Colon, "after the key of a dict item");
    values.push_back(test());
  }
  expect(TokenKind::RightBrace, "to close '{'");
  return make<Dict>(spanFrom(start), list(keys), list(values));
}

// '`' test (',' test)* '`', without a trailing comma
Expr* Parser::backquotes() {
  Nesting nesting(*this);
  SourceSpan start = take().span;
  Expr* first = test();
  ExprVector items{first};
  while (accept(TokenKind::Comma)) items.push_back(test());
  const Expr* value = first;
  if (items.size() > 1) value = make<Tuple>(spanFrom(first->span), list(items));
  expect(TokenKind::Backquote, "to close the backquotes");
  return make<Backquote>(spanFrom(start), value);
}

// The clauses after the element. A list comprehension follows the older grammar:
// its iterable may be a tuple without parentheses, but not a conditional
// expression.
Expr* Parser::comprehension(const SourceSpan& start, ComprehensionKind form, const Expr* element,
                            const Expr* value) {
  std::vector<ComprehensionClause> clauses;
  while (accept(TokenKind::For)) {
    const Expr* target = targetList();
    checkTarget(*target, "assign to");
    expect(TokenKind::In, "after the target of 'for'");
    const Expr* iterable = form == ComprehensionKind::List ? listIterable() : orTest();
    ExprVector conditions;
    while (accept(TokenKind::If)) conditions.push_back(testNoConditional());
    clauses.push_back({target, iterable, list(conditions)});
  }
  return make<Comprehension>(spanFrom(start), form, element, value, list(clauses));
}

// testlist_safe: old_test [(',' old_test)+ [',']]
const Expr* Parser::listIterable() {
  Expr* first = testNoConditional();
  if (!is(TokenKind::Comma)) return first;
  ExprVector items{first};
  while (accept(TokenKind::Comma) && startsExpression()) items.push_back(testNoConditional());
  if (items.size() == 1) unexpected("a second item after ','");
  return make<Tuple>(spanFrom(first->span), list(items));
}

} // namespace tw::syntax
