// Entry of the parser, access to tokens, and error messages.
#include "translator/syntax/parser.h"

#include "translator/support/diagnostic.h"
#include "translator/syntax/parser_impl.h"

#include <cstring>

namespace tw::syntax {

using namespace ast;

Parser::Parser(const SourceFile& file, Arena& arena, FutureFlags inherited)
    : file_(file), arena_(arena), futures_(inherited) {
  TokenList list = tokenize(file);
  tokens_ = std::move(list.tokens);
  encoding_ = list.encoding;
  if (futures_.printFunction) enablePrintFunction();
  if (importsUnicodeLiterals()) futures_.unicodeLiterals = true;
}

// True if unicode_literals is imported from __future__ at the head of the file: it
// holds for the docstring before the import, too.
bool Parser::importsUnicodeLiterals() const {
  size_t at = 0;
  while (tokens_[at].kind == TokenKind::String || tokens_[at].kind == TokenKind::Newline) ++at;
  while (tokens_[at].kind == TokenKind::From && tokens_[at + 1].text == "__future__") {
    for (; tokens_[at].kind != TokenKind::Newline; ++at)
      if (tokens_[at].text == "unicode_literals") return true;
    ++at;
  }
  return false;
}

const Module* Parser::parseModule(Mode mode) {
  StmtVector body;
  const Expr* expression = nullptr;
  switch (mode) {
  case Mode::Exec:
    while (!is(TokenKind::EndOfFile)) statement(body);
    break;
  case Mode::Single:
    if (!is(TokenKind::EndOfFile)) statement(body);
    if (!is(TokenKind::EndOfFile)) unexpected("one statement only");
    break;
  case Mode::Eval:
    expression = testList();
    while (accept(TokenKind::Newline)) {
    }
    if (!is(TokenKind::EndOfFile)) unexpected("the end of the expression");
    break;
  }
  return arena_.make<Module>(Module{&file_, mode, futures_, list(body), expression});
}

bool Parser::accept(TokenKind k) {
  if (!is(k)) return false;
  ++at_;
  return true;
}

const Token& Parser::expect(TokenKind k, std::string_view where) {
  if (!is(k)) unexpected(std::string(describe(k)) + " " + std::string(where));
  return take();
}

std::string_view Parser::expectName(std::string_view where) {
  return expect(TokenKind::Name, where).text;
}

bool Parser::startsExpression() const {
  switch (kind()) {
  case TokenKind::Name:
  case TokenKind::Number:
  case TokenKind::String:
  case TokenKind::LeftParen:
  case TokenKind::LeftBracket:
  case TokenKind::LeftBrace:
  case TokenKind::Backquote:
  case TokenKind::Minus:
  case TokenKind::Plus:
  case TokenKind::Tilde:
  case TokenKind::Not:
  case TokenKind::Lambda: return true;
  default: return false;
  }
}

SourceSpan Parser::join(const SourceSpan& first, const SourceSpan& last) {
  return {first.file, first.line, first.column, last.endLine, last.endColumn};
}

SourceSpan Parser::spanFrom(const SourceSpan& start) const {
  size_t last = at_ - 1;
  while (last > 0 &&
         (tokens_[last].kind == TokenKind::Newline || tokens_[last].kind == TokenKind::Dedent))
    --last;
  return join(start, tokens_[last].span);
}

std::string_view Parser::intern(const std::string& text) {
  auto* copy = static_cast<char*>(arena_.allocate(text.size(), 1));
  std::memcpy(copy, text.data(), text.size());
  return {copy, text.size()};
}

void Parser::fail(const SourceSpan& span, std::string message, std::string hint) const {
  throw TranslationError({Severity::Error, span, std::move(message), {}, std::move(hint)});
}

// Whether the innermost bracket that is open at a token is the one of 'print(...)'.
static bool opensPrint(const std::vector<Token>& tokens, size_t at) {
  size_t closed = 0;
  while (at-- > 1) {
    const TokenKind kind = tokens[at].kind;
    if (kind == TokenKind::RightParen) ++closed;
    if (kind != TokenKind::LeftParen) continue;
    if (closed == 0) return tokens[at - 1].kind == TokenKind::Print;
    --closed;
  }
  return false;
}

std::string Parser::found() const {
  switch (kind()) {
  case TokenKind::Name: return "the name '" + std::string(token().text) + "'";
  case TokenKind::Number: return "the number " + std::string(token().text);
  default: return std::string(describe(kind()));
  }
}

void Parser::unexpected(std::string_view expected) const {
  std::string hint = hintForUnexpected();
  if (hint.empty() && is(TokenKind::Newline) && expected.starts_with("':'"))
    hint = "end the line with ':'";
  if (hint.empty())
    hint = "look for a misspelt word, or for an operator, comma or bracket that is missing here or "
           "just before";
  fail(token().span, "invalid syntax: expected " + std::string(expected) + ", found " + found(),
       std::move(hint));
}

void Parser::failNesting() const {
  fail(token().span, "this expression is nested too deeply", "compute parts of it in variables");
}

// What people mistake most often: Python 3, C, and '=' for '=='.
std::string Parser::hintForUnexpected() const {
  std::string_view before = at_ > 0 ? tokens_[at_ - 1].text : std::string_view();
  std::string_view next = at_ + 1 < tokens_.size() ? tokens_[at_ + 1].text : std::string_view();
  switch (kind()) {
  case TokenKind::Equal:
    if (opensPrint(tokens_, at_))
      return "'print' is a statement; 'from __future__ import print_function' makes it a function";
    return "to compare two values write '=='";
  case TokenKind::Ampersand:
    if (before == "&") return "write 'and'";
    break;
  case TokenKind::Bar:
    if (before == "|") return "write 'or'";
    break;
  case TokenKind::If:
    if (before == "else") return "write 'elif'";
    break;
  case TokenKind::Newline:
    if ((before == "+" || before == "-") && at_ > 1 && tokens_[at_ - 2].text == before)
      return "there is no '" + std::string(before) + std::string(before) + "': write '" +
             std::string(before) + "= 1'";
    break;
  case TokenKind::Colon:
    if (next == "=") return "':=' is Python 3: assign in a statement of its own";
    break;
  case TokenKind::StarStar:
    return "'**' in a dict display is Python 3: copy the dict, and update() the copy";
  case TokenKind::At:
    return "the operator '@' is Python 3; a decorator stands before 'def' or 'class'";
  case TokenKind::From:
    return "'raise ... from' and 'yield from' are Python 3; the source language is Python 2.7";
  case TokenKind::Indent: return "this line is indented more than the block it belongs to";
  case TokenKind::Star: return "'*' before a target or alone in a list is Python 3 syntax";
  case TokenKind::String:
    if (before == "f" || before == "F") return "f-strings are Python 3; use the % operator";
    break;
  default: break;
  }
  if (before == "print" && futures_.printFunction)
    return "the file imports print_function: write print(...)";
  if (before == "nonlocal" || before == "async" || before == "await" || before == "match")
    return "'" + std::string(before) + "' is Python 3; the source language is Python 2.7";
  return {};
}

const Module* parse(const SourceFile& file, Mode mode, Arena& arena, FutureFlags inherited) {
  return Parser(file, arena, inherited).parseModule(mode);
}

} // namespace tw::syntax
