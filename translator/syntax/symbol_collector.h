// First half of the symbol table: one walk over the tree that notes what each
// scope binds, declares and uses. Private to syntax/.
#pragma once

#include "translator/syntax/symtable.h"

namespace tw::syntax {

class SymbolCollector {
public:
  explicit SymbolCollector(SymbolTable& table) : table_(table) {}
  void collect(const ast::Module& module);

private:
  void body(ast::Body statements);
  void statement(const ast::Stmt& stmt);
  void compound(const ast::Stmt& stmt);
  void tryStatement(const ast::Try& stmt);
  void exec(const ast::Exec& stmt);
  void global(const ast::Global& stmt);
  void imports(std::span<const ast::Alias> names, bool dotted);
  void function(const ast::Function& stmt);
  void classDefinition(const ast::Class& stmt);

  void expression(const ast::Expr* expr); // null is allowed
  void expressions(ast::ExprList list);
  void lambda(const ast::Lambda& expr);
  void comprehension(const ast::Comprehension& expr);
  void comprehensionParts(const ast::Comprehension& expr);
  void target(const ast::Expr& expr);

  void defaults(const ast::Parameters& parameters);
  void parameters(const ast::Parameters& parameters);
  void parameter(std::string_view name, const SourceSpan& span);
  void tupleNames(const ast::Expr& tuple);
  void bind(std::string_view name);
  void use(std::string_view name);

  SymbolTable& table_;
  Scope* scope_ = nullptr;
};

} // namespace tw::syntax
