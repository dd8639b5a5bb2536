// The symbol table: which scope every name of a module belongs to.
//
// The scoping of Python 2.7: a function sees its own locals, those of enclosing
// functions (not of classes), globals and builtins. A list comprehension runs
// in the enclosing scope; generator expressions, set and dict comprehensions are
// functions with one parameter ".0".
#pragma once

#include "translator/syntax/ast.h"

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace tw::syntax {

enum class ScopeKind : uint8_t { Module, Class, Function };

enum class NameScope : uint8_t {
  Local,          // of this scope; in a module or class: in its dict
  Cell,           // local, captured by an inner function
  Free,           // captured from an enclosing function
  GlobalExplicit, // declared by a global statement
  GlobalImplicit
};

struct Symbol {
  std::string_view name; // mangled
  NameScope scope = NameScope::GlobalImplicit;
  bool assigned = false;
  bool parameter = false;
  bool declaredGlobal = false;
  bool captured = false; // used by an inner function
  bool passed = false;   // only handed through to inner functions: a free variable of a class
                         // even if the class itself binds the name
};

class Scope {
public:
  Scope(ScopeKind kind, std::string_view name, SourceSpan span, Scope* parent)
      : kind(kind), name(name), span(span), parent(parent) {}

  // Of a class member's name: __x becomes _Class__x.
  std::string mangle(std::string_view id) const;

  const Symbol* find(std::string_view mangled) const;
  Symbol& define(std::string_view mangled); // finds or adds

  bool isFunction() const { return kind == ScopeKind::Function; }
  // True if names are looked up in a dict instead of in fast locals.
  bool usesLocalsDict() const { return !isFunction() || bareExec.known() || importStar.known(); }

  const ScopeKind kind;
  const std::string_view name;
  const SourceSpan span;
  Scope* const parent;
  std::string_view privateClass;                // the innermost enclosing class, for mangling
  std::vector<std::unique_ptr<Symbol>> symbols; // in order of appearance
  std::vector<std::string> parameters;          // as in CodeObject::varnames
  bool isGenerator = false;
  bool hasFree = false;   // it or an inner function captures a variable
  SourceSpan returnValue; // the first return with a value
  SourceSpan bareExec;    // exec without `in` makes any name a possible local
  SourceSpan importStar;

private:
  std::unordered_map<std::string_view, Symbol*> index_;
  std::vector<std::unique_ptr<std::string>> names_;
};

class SymbolTable {
public:
  // Throws TranslationError for contradictory declarations.
  explicit SymbolTable(const ast::Module& module);
  ~SymbolTable();

  Scope& moduleScope() const { return *scopes_.front(); }
  // The scope that a Function, Class, Lambda or Comprehension node opens.
  Scope& scopeOf(const void* node) const { return *byNode_.at(node); }

private:
  friend class SymbolCollector;
  Scope& open(const void* node, ScopeKind kind, std::string_view name, const SourceSpan& span,
              Scope* parent);
  void resolve();

  std::vector<std::unique_ptr<Scope>> scopes_; // outer ones first
  std::unordered_map<const void*, Scope*> byNode_;
};

} // namespace tw::syntax
