// The recursive-descent parser, private to syntax/. One method per rule of the
// grammar; parser_expressions.cpp and parser_statements.cpp define them.
#pragma once

#include "translator/support/arena.h"
#include "translator/syntax/lexer.h"
#include "translator/syntax/parser.h"

#include <algorithm>
#include <initializer_list>
#include <memory>
#include <string>
#include <vector>

namespace tw::syntax {

class Parser {
public:
  Parser(const SourceFile& file, Arena& arena, FutureFlags inherited);
  const ast::Module* parseModule(Mode mode);

private:
  using ExprVector = std::vector<const ast::Expr*>;
  using StmtVector = std::vector<const ast::Stmt*>;

  // Keeps nesting below what the machine stack bears.
  class Nesting {
  public:
    explicit Nesting(Parser& parser) : parser_(parser) {
      if (++parser_.nesting_ > kMaxNesting) parser_.failNesting();
    }
    ~Nesting() { --parser_.nesting_; }
    Nesting(const Nesting&) = delete;
    Nesting& operator=(const Nesting&) = delete;

  private:
    static constexpr int kMaxNesting = 200;
    Parser& parser_;
  };

  // --- Tokens ---
  const Token& token() const { return tokens_[at_]; }
  TokenKind kind() const { return tokens_[at_].kind; }
  TokenKind kindAhead(size_t n) const {
    return tokens_[std::min(at_ + n, tokens_.size() - 1)].kind;
  }
  bool is(TokenKind k) const { return kind() == k; }
  const Token& take() { return tokens_[at_++]; }
  bool accept(TokenKind k);
  const Token& expect(TokenKind k, std::string_view where);
  std::string_view expectName(std::string_view where);
  bool startsExpression() const;

  // --- Places ---
  SourceSpan spanFrom(const SourceSpan& start) const; // up to the last token taken
  static SourceSpan join(const SourceSpan& first, const SourceSpan& last);

  // --- Errors ---
  [[noreturn]] void fail(const SourceSpan& span, std::string message, std::string hint = {}) const;
  [[noreturn]] void unexpected(std::string_view expected) const;
  [[noreturn]] void failNesting() const;
  std::string found() const;
  std::string hintForUnexpected() const;

  // --- Nodes ---
  template <class T, class... Args> T* make(const SourceSpan& span, Args&&... args) {
    return arena_.make<T>(T{{T::Kind, span}, std::forward<Args>(args)...});
  }
  template <class T> std::span<const T> list(const std::vector<T>& items) {
    static_assert(std::is_trivially_destructible_v<T>);
    if (items.empty()) return {};
    auto* copy = static_cast<T*>(arena_.allocate(sizeof(T) * items.size(), alignof(T)));
    std::uninitialized_copy(items.begin(), items.end(), copy);
    return {copy, items.size()};
  }
  std::string_view intern(const std::string& text);

  // --- Expressions (parser_expressions.cpp) ---
  ast::Expr* test();
  ast::Expr* testNoConditional(); // in list comprehensions and conditions of comprehensions
  ast::Expr* lambda(bool conditionalBody);
  ast::Expr* orTest();
  ast::Expr* andTest();
  ast::Expr* notTest();
  ast::Expr* comparison();
  bool comparisonOperator(CompareOp& op);
  ast::Expr* binary(int minPrecedence);
  ast::Expr* factor();
  ast::Expr* power();
  ast::Expr* trailers(ast::Expr* atom);
  ast::Expr* call(ast::Expr* function);
  struct Arguments;
  void argument(Arguments& out);
  void positionalArgument(Arguments& out);
  void keywordArgument(Arguments& out, const ast::Expr& left);
  ast::Expr* subscript(ast::Expr* value);
  ast::Expr* subscriptItem();
  ast::Expr* slice(const SourceSpan& start, const ast::Expr* lower);
  ast::Expr* atom();
  ast::Expr* parenthesized();
  ast::Expr* listAtom();
  ast::Expr* braces();
  ast::Expr* dictRest(const SourceSpan& start, const ast::Expr* firstKey);
  ast::Expr* backquotes();
  ast::Expr* strings();
  ast::Expr* comprehension(const SourceSpan& start, ast::ComprehensionKind form,
                           const ast::Expr* element, const ast::Expr* value);
  const ast::Expr* listIterable();
  ast::Expr* yieldExpression();
  ast::Expr* testList();
  ast::Expr* testListOrYield();
  ast::Expr* targetList(); // exprlist: targets of for and del
  template <class Item> ast::Expr* tupleOf(Item item);

  // --- Targets (parser_targets.cpp) ---
  void checkTarget(const ast::Expr& target, std::string_view verb) const;
  void checkTargets(ast::ExprList targets, std::string_view verb) const;
  void checkNotNone(std::string_view name, const SourceSpan& span) const;
  ast::Parameters parameters(TokenKind end);
  ast::Parameter parameter(TokenKind end);
  ast::Expr* tupleParameter();
  void starParameters(ast::Parameters& out, TokenKind end);

  // --- Statements (parser_statements.cpp) ---
  void statement(StmtVector& out);
  void simpleStatements(StmtVector& out);
  void endOfSimpleStatements();
  const ast::Stmt* simpleStatement();
  const ast::Stmt* expressionStatement();
  const ast::Stmt* augmentedAssignment(const SourceSpan& start, const ast::Expr* target);
  const ast::Stmt* print();
  const ast::Stmt* del();
  const ast::Stmt* returnStatement();
  const ast::Stmt* raise();
  const ast::Stmt* global();
  const ast::Stmt* exec();
  const ast::Stmt* assertion();
  const ast::Stmt* import();
  const ast::Stmt* importFrom();
  void importedNames(std::vector<ast::Alias>& out, bool parenthesized);
  std::string_view dottedName();
  void future(const SourceSpan& span, const std::vector<ast::Alias>& names);
  void enablePrintFunction();
  bool importsUnicodeLiterals() const;

  // --- Compound statements (parser_compound.cpp) ---
  const ast::Stmt* compoundStatement();
  ast::Body suite(std::string_view owner);
  const ast::Stmt* ifStatement();
  const ast::Stmt* whileStatement();
  const ast::Stmt* forStatement();
  const ast::Stmt* tryStatement();
  ast::ExceptHandler exceptHandler();
  const ast::Stmt* with();
  const ast::Stmt* decorated();
  const ast::Expr* decorator();
  const ast::Stmt* function(const SourceSpan& start, ast::ExprList decorators);
  const ast::Stmt* classDefinition(const SourceSpan& start, ast::ExprList decorators);
  ast::Body optionalElse();

  const SourceFile& file_;
  Arena& arena_;
  std::vector<Token> tokens_;
  Encoding encoding_ = Encoding::Ascii;
  FutureFlags futures_;
  size_t at_ = 0;
  int nesting_ = 0;
  bool futureAllowed_ = true; // only a docstring and future imports so far
};

} // namespace tw::syntax
