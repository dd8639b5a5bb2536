// The bytecode compiler, private to syntax/: one ScopeCompiler per code object.
//
// Statements that leave a block early (return, break, continue) run the exits of
// the blocks they leave: the compiler keeps the open blocks in blocks_ and
// emits a copy of each finally body, outside of the ranges it protects.
#pragma once

#include "translator/support/arena.h"
#include "translator/syntax/ast.h"
#include "translator/syntax/code_builder.h"
#include "translator/syntax/symtable.h"

#include <optional>
#include <unordered_map>

namespace tw::syntax {

// What all code objects of one module share.
struct CompileContext {
  const ast::Module& module;
  const SymbolTable& symbols;
  Arena& arena;
  // A function inside a finally body is compiled once, though loaded by every copy.
  std::unordered_map<const void*, const CodeObject*> compiled;
};

class ScopeCompiler {
public:
  ScopeCompiler(CompileContext& context, const Scope& scope);

  const CodeObject* compileModule();
  const CodeObject* compileFunction(const ast::Parameters& parameters, ast::Body body);
  const CodeObject* compileLambda(const ast::Lambda& lambda);
  const CodeObject* compileClass(ast::Body body);
  const CodeObject* compileComprehension(const ast::Comprehension& expr);

private:
  // Later emissions belong to a span until the end of the C++ scope.
  class At {
  public:
    At(CodeBuilder& code, const SourceSpan& span) : code_(code), saved_(code.span()) {
      code.setSpan(span);
    }
    ~At() { code_.setSpan(saved_); }
    At(const At&) = delete;
    At& operator=(const At&) = delete;

  private:
    CodeBuilder& code_;
    SourceSpan saved_;
  };

  enum class BlockKind : uint8_t {
    Loop,
    ForLoop,     // its iterator is on the stack
    Except,      // the body of try/except
    Finally,     // the body of try/finally
    With,        // its exit method is on the stack
    FinallyBody, // a copy of a finally body; see onStack
  };

  struct Block {
    BlockKind kind;
    Label continueTarget{};
    Label breakTarget{};
    ast::Body finallyBody{};
    Label handler{};
    uint32_t depth = 0;      // of the stack below the block
    uint32_t activeFrom = 0; // start of the open part of the protected range
    bool active = false;
    uint32_t onStack = 0; // FinallyBody: 2 for an exception, 1 for a value being returned
    std::vector<std::pair<uint32_t, uint32_t>> ranges{};
  };

  enum class Access : uint8_t { Load, Store, Delete };

  // --- Scopes (compiler_scopes.cpp) ---
  const CodeObject* finish();
  void setParameters(const ast::Parameters& parameters);
  void setVariables();
  void unpackTupleParameters(const ast::Parameters& parameters);
  bool docstring(ast::Body body); // true if the body begins with one
  void name(Access access, std::string_view id);
  void derefName(Access access, std::string_view mangled, std::string_view id);
  uint32_t derefIndex(std::string_view mangled) const;
  uint32_t localIndex(std::string_view mangled) const;
  void makeFunction(const CodeObject* function, uint32_t defaults);
  uint32_t defaults(const ast::Parameters& parameters);
  void function(const ast::Function& stmt);
  void classDefinition(const ast::Class& stmt);
  void lambda(const ast::Lambda& expr);
  void generatorLike(const ast::Comprehension& expr);
  void listComprehension(const ast::Comprehension& expr);
  void comprehensionClause(const ast::Comprehension& expr, size_t index);
  void comprehensionElement(const ast::Comprehension& expr);

  // --- Statements (compiler_statements.cpp) ---
  void body(ast::Body statements);
  void statement(const ast::Stmt& stmt);
  void simpleStatement(const ast::Stmt& stmt);
  void expressionStatement(const ast::Expression& stmt);
  void assign(const ast::Assign& stmt);
  bool assignInParallel(const ast::Assign& stmt);
  void augAssign(const ast::AugAssign& stmt);
  void augAssignSubscript(const ast::AugAssign& stmt, const ast::Subscript& target);
  void print(const ast::Print& stmt);
  void raise(const ast::Raise& stmt);
  void exec(const ast::Exec& stmt);
  void assertion(const ast::Assert& stmt);
  void import(const ast::Import& stmt);
  void importFrom(const ast::ImportFrom& stmt);
  void importModule(std::string_view module, int64_t level, ConstValue fromList);

  // --- Control flow (compiler_control.cpp) ---
  void ifStatement(const ast::If& stmt);
  void whileStatement(const ast::While& stmt);
  void forStatement(const ast::For& stmt);
  void tryStatement(const ast::Try& stmt);
  void tryFinally(const ast::Try& stmt);
  void tryExcept(const ast::Try& stmt);
  void handlers(const ast::Try& stmt, Label end);
  void with(const ast::With& stmt);
  void returnStatement(const ast::Return& stmt);
  void breakStatement(const ast::Stmt& stmt);
  void continueStatement(const ast::Stmt& stmt);
  size_t innermostLoop(const ast::Stmt& stmt) const;
  void openRange(BlockKind kind, ast::Body finallyBody);
  Block closeRange();
  bool startHandler(const Block& block);
  void finallyCopy(ast::Body finallyBody, uint32_t onStack);
  void leaveBlocks(size_t outermost, bool valueOnTop);
  void leaveBlock(size_t index, bool valueOnTop);
  void suspend(Block& block);
  void resumeBlocks();

  // --- Expressions (compiler_expressions.cpp) ---
  void expression(const ast::Expr& expr);
  void expressions(ast::ExprList list);
  void boolean(const ast::Bool& expr);
  void compare(const ast::Compare& expr);
  void conditional(const ast::Conditional& expr);
  void dict(const ast::Dict& expr);
  void keyAndValue(const ast::Expr& key, const ast::Expr& value);
  void call(const ast::Call& expr);
  void yield(const ast::Yield& expr);
  static std::optional<bool> constantTruth(const ast::Expr& expr);
  void branch(const ast::Expr& test, Label target, bool jumpIf);
  void branchBool(const ast::Bool& test, Label target, bool jumpIf);
  void branchChain(const ast::Compare& test, Label target, bool jumpIf);
  void chainLinks(const ast::Compare& expr, Label cleanup, Opcode jump);
  void subscript(Access access, const ast::Subscript& expr);
  uint32_t sliceBounds(const ast::Slice& slice);
  void index(const ast::Expr& expr);
  void store(const ast::Expr& target);
  void unpack(ast::ExprList targets);
  void remove(const ast::Expr& target);

  [[noreturn]] void fail(const SourceSpan& span, std::string message, std::string hint = {}) const;

  CompileContext& context_;
  const Scope& scope_;
  CodeObject& object_;
  CodeBuilder code_;
  std::vector<Block> blocks_;
  std::unordered_map<std::string_view, uint32_t> locals_;
  std::unordered_map<std::string_view, uint32_t> derefs_;
};

} // namespace tw::syntax
