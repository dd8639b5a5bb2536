// Resolution of names to scopes. symbol_collector.cpp gathers what each scope
// binds and uses; here every use is looked up in the enclosing functions.
#include "translator/syntax/symtable.h"

#include "translator/support/diagnostic.h"
#include "translator/syntax/symbol_collector.h"

namespace tw::syntax {

std::string Scope::mangle(std::string_view id) const {
  if (privateClass.empty() || !id.starts_with("__") || id.ends_with("__") ||
      id.find('.') != id.npos)
    return std::string(id);
  size_t start = privateClass.find_first_not_of('_');
  if (start == privateClass.npos) return std::string(id);
  return "_" + std::string(privateClass.substr(start)) + std::string(id);
}

const Symbol* Scope::find(std::string_view mangled) const {
  auto it = index_.find(mangled);
  return it == index_.end() ? nullptr : it->second;
}

Symbol& Scope::define(std::string_view mangled) {
  auto it = index_.find(mangled);
  if (it != index_.end()) return *it->second;
  names_.push_back(std::make_unique<std::string>(mangled));
  symbols.push_back(std::make_unique<Symbol>());
  Symbol& symbol = *symbols.back();
  symbol.name = *names_.back();
  index_.emplace(symbol.name, &symbol);
  return symbol;
}

namespace {

bool bindsHere(const Symbol* symbol) {
  return symbol && symbol->assigned && !symbol->declaredGlobal;
}

// The enclosing function that binds the name; null if it is global.
Scope* findBinder(const Scope& scope, std::string_view name) {
  for (Scope* outer = scope.parent; outer; outer = outer->parent) {
    if (!outer->isFunction()) continue;
    const Symbol* symbol = outer->find(name);
    if (bindsHere(symbol)) return outer;
    if (symbol && symbol->declaredGlobal) return nullptr;
  }
  return nullptr;
}

// Every scope between the use and the binder hands the cell on.
void capture(Scope& user, Scope& binder, std::string_view name) {
  Symbol& bound = binder.define(name);
  bound.captured = true;
  bound.scope = NameScope::Cell;
  binder.hasFree = true;
  for (Scope* scope = &user; scope != &binder; scope = scope->parent) {
    Symbol& symbol = scope->define(name);
    scope->hasFree = true;
    if (bindsHere(&symbol) || symbol.declaredGlobal)
      symbol.passed = true; // a class only
    else
      symbol.scope = NameScope::Free;
  }
}

void resolveScope(Scope& scope) {
  // Captures may append symbols; those are resolved already.
  size_t count = scope.symbols.size();
  for (size_t i = 0; i < count; ++i) {
    Symbol& symbol = *scope.symbols[i];
    if (symbol.declaredGlobal) {
      symbol.scope = NameScope::GlobalExplicit;
    } else if (symbol.assigned) {
      if (!symbol.captured) symbol.scope = NameScope::Local;
    } else if (Scope* binder = findBinder(scope, symbol.name)) {
      capture(scope, *binder, symbol.name);
    }
  }
}

// A bare exec or import * makes locals that inner functions could not see.
void checkUnoptimized(const Scope& scope) {
  if (!scope.isFunction() || !scope.hasFree) return;
  const SourceSpan& span = scope.bareExec.known() ? scope.bareExec : scope.importStar;
  if (!span.known()) return;
  std::string what = scope.bareExec.known() ? "exec without 'in'" : "import *";
  throw TranslationError(
      {Severity::Error,
       span,
       what + " is not allowed in function '" + std::string(scope.name) +
           "', because an inner function captures variables",
       {},
       scope.bareExec.known() ? "write 'exec code in namespace'" : "import the names one by one"});
}

} // namespace

SymbolTable::SymbolTable(const ast::Module& module) {
  SymbolCollector(*this).collect(module);
  resolve();
}

SymbolTable::~SymbolTable() = default;

Scope& SymbolTable::open(const void* node, ScopeKind kind, std::string_view name,
                         const SourceSpan& span, Scope* parent) {
  scopes_.push_back(std::make_unique<Scope>(kind, name, span, parent));
  Scope& scope = *scopes_.back();
  if (parent) scope.privateClass = parent->privateClass;
  byNode_.emplace(node, &scope);
  return scope;
}

void SymbolTable::resolve() {
  for (const auto& scope : scopes_) resolveScope(*scope);
  for (const auto& scope : scopes_) checkUnoptimized(*scope);
}

} // namespace tw::syntax
