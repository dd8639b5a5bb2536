// Compound statements: those with indented blocks.
#include "translator/support/diagnostic.h"
#include "translator/syntax/parser_impl.h"

namespace tw::syntax {

using namespace ast;

// Null if the next token does not begin a compound statement.
const Stmt* Parser::compoundStatement() {
  SourceSpan start = token().span;
  switch (kind()) {
  case TokenKind::If: return ifStatement();
  case TokenKind::While: return whileStatement();
  case TokenKind::For: return forStatement();
  case TokenKind::Try: return tryStatement();
  case TokenKind::With: return with();
  case TokenKind::Def: return function(start, {});
  case TokenKind::Class: return classDefinition(start, {});
  case TokenKind::At: return decorated();
  default: return nullptr;
  }
}

// ':' and the block; `owner` is what the block belongs to, for messages.
Body Parser::suite(std::string_view owner) {
  futureAllowed_ = false;
  SourceSpan ownerSpan = tokens_[at_ - 1].span;
  expect(TokenKind::Colon, "after " + std::string(owner));
  StmtVector body;
  if (!accept(TokenKind::Newline)) {
    simpleStatements(body);
    return list(body);
  }
  if (!accept(TokenKind::Indent)) {
    TranslationError error(token().span, "expected an indented block after " + std::string(owner));
    error.diagnostic().notes.push_back({ownerSpan, "the block belongs here"});
    error.diagnostic().hint = "write 'pass' for an empty block";
    throw error;
  }
  while (!accept(TokenKind::Dedent)) statement(body);
  return list(body);
}

Body Parser::optionalElse() {
  if (!accept(TokenKind::Else)) return {};
  return suite("'else'");
}

// Built from the last branch to the first, so that a long chain of elif does not
// nest calls of the parser.
const Stmt* Parser::ifStatement() {
  struct Branch {
    SourceSpan start;
    const Expr* test;
    Body body;
  };
  std::vector<Branch> branches;
  do {
    SourceSpan start = take().span;
    const Expr* condition = test();
    branches.push_back({start, condition, suite("the condition")});
  } while (is(TokenKind::Elif));
  Body otherwise = optionalElse();
  const Stmt* result = nullptr;
  for (size_t i = branches.size(); i-- > 0;) {
    const Branch& branch = branches[i];
    result = make<If>(spanFrom(branch.start), branch.test, branch.body, otherwise);
    otherwise = list(StmtVector{result});
  }
  return result;
}

const Stmt* Parser::whileStatement() {
  SourceSpan start = take().span;
  const Expr* condition = test();
  Body body = suite("the condition");
  Body otherwise = optionalElse();
  return make<While>(spanFrom(start), condition, body, otherwise);
}

const Stmt* Parser::forStatement() {
  SourceSpan start = take().span;
  const Expr* target = targetList();
  checkTarget(*target, "assign to");
  expect(TokenKind::In, "after the target of 'for'");
  const Expr* iterable = testList();
  Body body = suite("the iterable of 'for'");
  Body otherwise = optionalElse();
  return make<For>(spanFrom(start), target, iterable, body, otherwise);
}

const Stmt* Parser::tryStatement() {
  SourceSpan start = take().span;
  Body body = suite("'try'");
  std::vector<ExceptHandler> handlers;
  while (is(TokenKind::Except)) {
    if (!handlers.empty() && !handlers.back().type)
      fail(handlers.back().span, "an 'except' without a type must be the last one",
           "it catches everything: no later clause would ever be reached");
    handlers.push_back(exceptHandler());
  }
  Body otherwise;
  Body finally;
  if (!handlers.empty()) otherwise = optionalElse();
  if (accept(TokenKind::Finally))
    finally = suite("'finally'");
  else if (handlers.empty())
    unexpected("'except' or 'finally'");
  return make<Try>(spanFrom(start), body, list(handlers), otherwise, finally);
}

// 'except' [test [('as' | ',') test]] ':' suite
ExceptHandler Parser::exceptHandler() {
  ExceptHandler out{take().span, nullptr, nullptr, {}};
  if (!is(TokenKind::Colon)) {
    out.type = test();
    if (accept(TokenKind::As) || accept(TokenKind::Comma)) {
      out.target = test();
      checkTarget(*out.target, "assign to");
    }
  }
  out.span = spanFrom(out.span);
  out.body = suite("'except'");
  return out;
}

// 'with' test ['as' expr] (',' test ['as' expr])* ':' suite
const Stmt* Parser::with() {
  struct Item {
    SourceSpan start;
    const Expr* manager;
    const Expr* target;
  };
  std::vector<Item> items;
  SourceSpan start = token().span;
  do {
    take(); // 'with' or ','
    Item item{items.empty() ? start : token().span, test(), nullptr};
    if (accept(TokenKind::As)) {
      item.target = binary(1);
      checkTarget(*item.target, "assign to");
    }
    items.push_back(item);
  } while (is(TokenKind::Comma));
  Body body = suite("the items of 'with'");
  for (size_t i = items.size(); i-- > 0;) {
    const Stmt* with =
        make<With>(spanFrom(items[i].start), items[i].manager, items[i].target, body);
    body = list(StmtVector{with});
  }
  return body[0];
}

const Stmt* Parser::decorated() {
  SourceSpan start = token().span;
  ExprVector decorators;
  while (accept(TokenKind::At)) decorators.push_back(decorator());
  ExprList all = list(decorators);
  if (is(TokenKind::Def)) return function(start, all);
  if (is(TokenKind::Class)) return classDefinition(start, all);
  unexpected("'def' or 'class' after the decorators");
}

// dotted_name ['(' [arglist] ')'] NEWLINE
const Expr* Parser::decorator() {
  const Token& first = token();
  expectName("after '@'");
  Expr* value = make<Name>(first.span, first.text);
  while (accept(TokenKind::Dot)) {
    std::string_view name = expectName("after '.'");
    value = make<Attribute>(spanFrom(first.span), value, name);
  }
  if (is(TokenKind::LeftParen)) value = call(value);
  expect(TokenKind::Newline, "after the decorator");
  return value;
}

const Stmt* Parser::function(const SourceSpan& start, ExprList decorators) {
  take();
  SourceSpan nameSpan = token().span;
  std::string_view name = expectName("after 'def'");
  checkNotNone(name, nameSpan);
  expect(TokenKind::LeftParen, "after the name of the function");
  Parameters params = parameters(TokenKind::RightParen);
  expect(TokenKind::RightParen, "after the parameters");
  if (is(TokenKind::Minus) && kindAhead(1) == TokenKind::Greater)
    fail(token().span, "invalid syntax: a function cannot have a return annotation",
         "annotations are Python 3; the source language is Python 2.7");
  Body body = suite("the head of the function");
  return make<Function>(spanFrom(start), decorators, name, params, body);
}

const Stmt* Parser::classDefinition(const SourceSpan& start, ExprList decorators) {
  take();
  SourceSpan nameSpan = token().span;
  std::string_view name = expectName("after 'class'");
  checkNotNone(name, nameSpan);
  ExprVector bases;
  if (accept(TokenKind::LeftParen)) {
    while (!is(TokenKind::RightParen)) {
      bases.push_back(test());
      if (is(TokenKind::Equal))
        fail(token().span, "invalid syntax: a class takes no keyword arguments",
             "in Python 2.7 a metaclass is given by __metaclass__ = ... in the class body");
      if (!accept(TokenKind::Comma)) break;
    }
    expect(TokenKind::RightParen, "after the base classes");
  }
  Body body = suite("the head of the class");
  return make<Class>(spanFrom(start), decorators, name, list(bases), body);
}

} // namespace tw::syntax
