// Simple statements: those that fit on one line.
#include "translator/syntax/parser_impl.h"

#include <optional>

namespace tw::syntax {

using namespace ast;

namespace {

std::optional<BinaryOp> augmentedOperator(TokenKind kind) {
  switch (kind) {
  case TokenKind::PlusEqual: return BinaryOp::Add;
  case TokenKind::MinusEqual: return BinaryOp::Sub;
  case TokenKind::StarEqual: return BinaryOp::Mul;
  case TokenKind::SlashEqual: return BinaryOp::Div;
  case TokenKind::SlashSlashEqual: return BinaryOp::FloorDiv;
  case TokenKind::PercentEqual: return BinaryOp::Mod;
  case TokenKind::AmpersandEqual: return BinaryOp::And;
  case TokenKind::BarEqual: return BinaryOp::Or;
  case TokenKind::CaretEqual: return BinaryOp::Xor;
  case TokenKind::LeftShiftEqual: return BinaryOp::LShift;
  case TokenKind::RightShiftEqual: return BinaryOp::RShift;
  case TokenKind::StarStarEqual: return BinaryOp::Pow;
  default: return std::nullopt;
  }
}

bool isDocstring(const Stmt& stmt) {
  const auto* expression = tryAs<Expression>(&stmt);
  const auto* constant = expression ? tryAs<Constant>(expression->value) : nullptr;
  return constant && (std::holds_alternative<ConstStr>(constant->value) ||
                      std::holds_alternative<ConstUnicode>(constant->value));
}

} // namespace

void Parser::statement(StmtVector& out) {
  if (accept(TokenKind::Newline)) return;
  if (is(TokenKind::Indent))
    fail(token().span, "unexpected indent",
         "this line belongs to no block: indent it like the one above");
  if (const Stmt* compound = compoundStatement()) {
    out.push_back(compound);
  } else {
    simpleStatements(out);
  }
}

// small_stmt (';' small_stmt)* [';'] NEWLINE
void Parser::simpleStatements(StmtVector& out) {
  do {
    const Stmt* stmt = simpleStatement();
    bool isFuture =
        stmt->kind == StmtKind::ImportFrom && as<ImportFrom>(*stmt).module == "__future__";
    if (!isFuture && !(out.empty() && isDocstring(*stmt))) futureAllowed_ = false;
    out.push_back(stmt);
  } while (accept(TokenKind::Semicolon) && !is(TokenKind::Newline));
  endOfSimpleStatements();
}

void Parser::endOfSimpleStatements() {
  if (!accept(TokenKind::Newline)) unexpected("the end of the statement");
}

const Stmt* Parser::simpleStatement() {
  const SourceSpan& start = token().span;
  switch (kind()) {
  case TokenKind::Print: return print();
  case TokenKind::Del: return del();
  case TokenKind::Pass: return make<Pass>(take().span);
  case TokenKind::Break: return make<Break>(take().span);
  case TokenKind::Continue: return make<Continue>(take().span);
  case TokenKind::Return: return returnStatement();
  case TokenKind::Raise: return raise();
  case TokenKind::Yield: {
    const Expr* value = yieldExpression();
    return make<Expression>(spanFrom(start), value);
  }
  case TokenKind::Global: return global();
  case TokenKind::Exec: return exec();
  case TokenKind::Assert: return assertion();
  case TokenKind::Import: return import();
  case TokenKind::From: return importFrom();
  default: return expressionStatement();
  }
}

const Stmt* Parser::expressionStatement() {
  SourceSpan start = token().span;
  if (!startsExpression()) unexpected("a statement");
  const Expr* value = testList();
  if (augmentedOperator(kind())) return augmentedAssignment(start, value);
  if (!is(TokenKind::Equal)) return make<Expression>(spanFrom(start), value);
  ExprVector targets;
  while (accept(TokenKind::Equal)) {
    checkTarget(*value, "assign to");
    targets.push_back(value);
    value = testListOrYield();
  }
  return make<Assign>(spanFrom(start), list(targets), value);
}

const Stmt* Parser::augmentedAssignment(const SourceSpan& start, const Expr* target) {
  BinaryOp op = *augmentedOperator(take().kind);
  if (op == BinaryOp::Div && futures_.division) op = BinaryOp::TrueDiv;
  if (target->kind == ExprKind::Tuple || target->kind == ExprKind::List)
    fail(target->span, "a tuple or list cannot be the target of an augmented assignment");
  checkTarget(*target, "assign to");
  const Expr* value = testListOrYield();
  return make<AugAssign>(spanFrom(start), op, target, value);
}

// 'print' ( [test (',' test)* [',']] | '>>' test [(',' test)+ [',']] )
const Stmt* Parser::print() {
  SourceSpan start = take().span;
  const Expr* file = nullptr;
  ExprVector values;
  bool newline = true;
  bool more = true;
  if (accept(TokenKind::RightShift)) {
    file = test();
    more = accept(TokenKind::Comma);
    if (more && !startsExpression()) unexpected("an expression after ','");
  }
  while (more && startsExpression()) {
    values.push_back(test());
    more = accept(TokenKind::Comma);
    newline = !more;
  }
  return make<Print>(spanFrom(start), file, list(values), newline);
}

const Stmt* Parser::del() {
  SourceSpan start = take().span;
  ExprVector targets;
  do {
    targets.push_back(binary(1));
    checkTarget(*targets.back(), "delete");
  } while (accept(TokenKind::Comma) && startsExpression());
  return make<Delete>(spanFrom(start), list(targets));
}

const Stmt* Parser::returnStatement() {
  SourceSpan start = take().span;
  const Expr* value = startsExpression() ? testList() : nullptr;
  return make<Return>(spanFrom(start), value);
}

const Stmt* Parser::raise() {
  SourceSpan start = take().span;
  const Expr* parts[3] = {};
  if (startsExpression()) {
    parts[0] = test();
    for (int i = 1; i < 3 && accept(TokenKind::Comma); ++i) parts[i] = test();
  }
  return make<Raise>(spanFrom(start), parts[0], parts[1], parts[2]);
}

const Stmt* Parser::global() {
  SourceSpan start = take().span;
  std::vector<std::string_view> names;
  do names.push_back(expectName("in a global statement"));
  while (accept(TokenKind::Comma));
  return make<Global>(spanFrom(start), list(names));
}

// 'exec' expr ['in' test [',' test]]; a tuple of two or three means the same.
const Stmt* Parser::exec() {
  SourceSpan start = take().span;
  const Expr* code = binary(1);
  const Expr* globals = nullptr;
  const Expr* locals = nullptr;
  if (accept(TokenKind::In)) {
    globals = test();
    if (accept(TokenKind::Comma)) locals = test();
  } else if (const Tuple* tuple = tryAs<Tuple>(code)) {
    ExprList items = tuple->items;
    if (items.size() == 2 || items.size() == 3) {
      code = items[0];
      globals = items[1];
      if (items.size() == 3) locals = items[2];
    }
  }
  return make<Exec>(spanFrom(start), code, globals, locals);
}

const Stmt* Parser::assertion() {
  SourceSpan start = take().span;
  const Expr* condition = test();
  const Expr* message = accept(TokenKind::Comma) ? test() : nullptr;
  return make<Assert>(spanFrom(start), condition, message);
}

// NAME ('.' NAME)*
std::string_view Parser::dottedName() {
  const Token& first = token();
  std::string_view name = expectName("in an import");
  if (!is(TokenKind::Dot)) return name;
  std::string joined(name);
  while (accept(TokenKind::Dot)) joined.append(".").append(expectName("after '.'"));
  // Usually the source text itself is the joined name.
  const Token& last = tokens_[at_ - 1];
  std::string_view text(first.text.data(), static_cast<size_t>(last.text.data() + last.text.size() -
                                                               first.text.data()));
  return text == joined ? text : intern(joined);
}

const Stmt* Parser::import() {
  SourceSpan start = take().span;
  std::vector<Alias> names;
  do {
    SourceSpan nameStart = token().span;
    Alias alias{nameStart, dottedName(), {}};
    SourceSpan target = nameStart;
    if (accept(TokenKind::As)) {
      target = token().span;
      alias.asName = expectName("after 'as'");
    }
    std::string_view stored = alias.asName.empty() ? alias.name : alias.asName;
    checkNotNone(stored, target);
    alias.span = spanFrom(nameStart);
    names.push_back(alias);
  } while (accept(TokenKind::Comma));
  return make<Import>(spanFrom(start), list(names));
}

const Stmt* Parser::importFrom() {
  SourceSpan start = take().span;
  uint32_t level = 0;
  while (accept(TokenKind::Dot)) ++level;
  std::string_view module;
  if (level == 0 || !is(TokenKind::Import)) module = dottedName();
  expect(TokenKind::Import, "after the module");
  std::vector<Alias> names;
  bool star = accept(TokenKind::Star);
  if (!star) {
    bool parenthesized = accept(TokenKind::LeftParen);
    importedNames(names, parenthesized);
    if (parenthesized) expect(TokenKind::RightParen, "after the imported names");
  }
  SourceSpan span = spanFrom(start);
  if (level == 0 && module == "__future__") future(span, names);
  return make<ImportFrom>(span, module, level, star, list(names));
}

void Parser::importedNames(std::vector<Alias>& out, bool parenthesized) {
  do {
    if (parenthesized && is(TokenKind::RightParen) && !out.empty()) return;
    SourceSpan start = token().span;
    Alias alias{start, expectName("to import"), {}};
    SourceSpan target = start;
    if (accept(TokenKind::As)) {
      target = token().span;
      alias.asName = expectName("after 'as'");
    }
    checkNotNone(alias.asName.empty() ? alias.name : alias.asName, target);
    alias.span = spanFrom(start);
    out.push_back(alias);
  } while (accept(TokenKind::Comma));
}

void Parser::future(const SourceSpan& span, const std::vector<Alias>& names) {
  if (!futureAllowed_)
    fail(span, "imports from __future__ must stand at the beginning of the file");
  if (names.empty()) fail(span, "'import *' from __future__ is not possible");
  for (const Alias& alias : names) {
    if (alias.name == "division")
      futures_.division = true;
    else if (alias.name == "absolute_import")
      futures_.absoluteImport = true;
    else if (alias.name == "unicode_literals")
      futures_.unicodeLiterals = true;
    else if (alias.name == "print_function")
      enablePrintFunction();
    else if (alias.name != "nested_scopes" && alias.name != "generators" &&
             alias.name != "with_statement")
      fail(alias.span, "there is no future feature '" + std::string(alias.name) + "'");
  }
}

// From here on `print` is a name like any other.
void Parser::enablePrintFunction() {
  futures_.printFunction = true;
  for (size_t i = at_; i < tokens_.size(); ++i)
    if (tokens_[i].kind == TokenKind::Print) tokens_[i].kind = TokenKind::Name;
}

} // namespace tw::syntax
