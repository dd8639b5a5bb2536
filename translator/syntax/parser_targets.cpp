// What may be assigned to, and the parameters of functions.
#include "translator/syntax/parser_impl.h"

namespace tw::syntax {

using namespace ast;

namespace {

// How a message calls an expression that is no target.
std::string_view describeNonTarget(const Expr& expr) {
  switch (expr.kind) {
  case ExprKind::Constant: return "a literal";
  case ExprKind::Bool:
  case ExprKind::Unary:
  case ExprKind::Binary: return "an operator expression";
  case ExprKind::Compare: return "a comparison";
  case ExprKind::Conditional: return "a conditional expression";
  case ExprKind::Lambda: return "a lambda";
  case ExprKind::Set:
  case ExprKind::Dict: return "a set or dict display";
  case ExprKind::Comprehension:
    return static_cast<const Comprehension&>(expr).form == ComprehensionKind::Generator
               ? "a generator expression"
               : "a comprehension";
  case ExprKind::Call: return "a function call";
  case ExprKind::Yield: return "a yield expression";
  case ExprKind::Backquote: return "a backquote expression";
  default: return "an empty tuple";
  }
}

} // namespace

void Parser::checkTarget(const Expr& target, std::string_view verb) const {
  switch (target.kind) {
  case ExprKind::Name: checkNotNone(as<Name>(target).id, target.span); return;
  case ExprKind::Attribute: checkNotNone(as<Attribute>(target).name, target.span); return;
  case ExprKind::Subscript: return;
  case ExprKind::List: checkTargets(as<List>(target).items, verb); return;
  case ExprKind::Tuple:
    if (as<Tuple>(target).items.empty()) break;
    checkTargets(as<Tuple>(target).items, verb);
    return;
  default: break;
  }
  std::string hint = "names, attributes, items and slices can be assigned to";
  if (target.kind == ExprKind::Compare) hint = "'==' compares; '=' assigns";
  fail(target.span, "cannot " + std::string(verb) + " " + std::string(describeNonTarget(target)),
       hint);
}

void Parser::checkTargets(ExprList targets, std::string_view verb) const {
  for (const Expr* target : targets) checkTarget(*target, verb);
}

void Parser::checkNotNone(std::string_view name, const SourceSpan& span) const {
  if (name == "None" || name == "__debug__")
    fail(span, "cannot assign to " + std::string(name), "choose another name");
}

// varargslist, up to (not including) the token `end`.
Parameters Parser::parameters(TokenKind end) {
  Parameters out;
  std::vector<Parameter> positional;
  while (!is(end)) {
    if (is(TokenKind::Star) || is(TokenKind::StarStar)) {
      starParameters(out, end);
      break;
    }
    Parameter parameter = this->parameter(end);
    if (!parameter.defaultValue && !positional.empty() && positional.back().defaultValue)
      fail(parameter.span, "a parameter without a default follows one with a default",
           "give it a default, or move it forward");
    positional.push_back(parameter);
    if (!accept(TokenKind::Comma)) break;
  }
  out.positional = list(positional);
  return out;
}

// fpdef ['=' test]
Parameter Parser::parameter(TokenKind end) {
  Parameter out;
  out.span = token().span;
  if (is(TokenKind::LeftParen)) {
    out.tuple = tupleParameter();
    // Parentheses around a single name mean nothing.
    if (const Name* name = tryAs<Name>(out.tuple)) {
      out.name = name->id;
      out.tuple = nullptr;
    }
  } else {
    if (!is(TokenKind::Name)) unexpected("a parameter");
    out.name = take().text;
    checkNotNone(out.name, out.span);
  }
  out.span = spanFrom(out.span);
  if (is(TokenKind::Colon) && end == TokenKind::RightParen)
    fail(token().span, "invalid syntax: a parameter cannot have an annotation",
         "annotations are Python 3; the source language is Python 2.7");
  if (accept(TokenKind::Equal)) out.defaultValue = test();
  return out;
}

// '(' fpdef (',' fpdef)* [','] ')'
Expr* Parser::tupleParameter() {
  Nesting nesting(*this);
  if (is(TokenKind::Name)) {
    const Token& name = take();
    checkNotNone(name.text, name.span);
    return make<Name>(name.span, name.text);
  }
  SourceSpan start = expect(TokenKind::LeftParen, "in a tuple parameter").span;
  ExprVector items{tupleParameter()};
  bool isTuple = is(TokenKind::Comma);
  while (accept(TokenKind::Comma) && !is(TokenKind::RightParen)) items.push_back(tupleParameter());
  expect(TokenKind::RightParen, "to close the tuple parameter");
  if (!isTuple) return const_cast<Expr*>(items[0]);
  return make<Tuple>(spanFrom(start), list(items));
}

// '*' NAME [',' '**' NAME] | '**' NAME
void Parser::starParameters(Parameters& out, TokenKind end) {
  if (accept(TokenKind::Star)) {
    if (is(TokenKind::Comma) || is(end))
      fail(token().span, "invalid syntax: expected a name after '*'",
           "keyword-only parameters are Python 3; the source language is Python 2.7");
    out.varArgsSpan = token().span;
    out.varArgs = expectName("after '*'");
    checkNotNone(out.varArgs, out.varArgsSpan);
    if (!accept(TokenKind::Comma)) return;
    if (!is(TokenKind::StarStar)) unexpected("'**' (only it may follow the '*' parameter)");
  }
  expect(TokenKind::StarStar, "in the parameters");
  out.varKeywordsSpan = token().span;
  out.varKeywords = expectName("after '**'");
  checkNotNone(out.varKeywords, out.varKeywordsSpan);
}

} // namespace tw::syntax
