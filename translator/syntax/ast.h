// The syntax tree of Python 2.7.
//
// Nodes live in the Arena given to the parser and are immutable once the parser
// has returned. Every node knows its exact place in the source. Identifiers
// are views of the source text (or of text in the arena).
#pragma once

#include "translator/support/source.h"
#include "translator/syntax/code.h"

#include <cassert>
#include <span>
#include <string>
#include <string_view>

namespace tw::syntax {

enum class Mode : uint8_t { Exec, Eval, Single };

// The features of `from __future__ import ...` that change the language.
struct FutureFlags {
  bool division = false;
  bool absoluteImport = false;
  bool printFunction = false;
  bool unicodeLiterals = false;
};

namespace ast {

enum class ExprKind : uint8_t {
  Constant,
  Name,
  Attribute,
  Subscript,
  Slice,
  Ellipsis,
  Bool,
  Unary,
  Binary,
  Compare,
  Conditional,
  Lambda,
  Tuple,
  List,
  Set,
  Dict,
  Comprehension,
  Call,
  Yield,
  Backquote
};

enum class StmtKind : uint8_t {
  Expression,
  Assign,
  AugAssign,
  Print,
  Delete,
  Pass,
  Break,
  Continue,
  Return,
  Raise,
  Global,
  Exec,
  Assert,
  Import,
  ImportFrom,
  If,
  While,
  For,
  Try,
  With,
  Function,
  Class
};

struct Expr {
  ExprKind kind;
  SourceSpan span;
};

struct Stmt {
  StmtKind kind;
  SourceSpan span;
};

using ExprList = std::span<const Expr* const>;
using Body = std::span<const Stmt* const>;

// Downcast to the node type that belongs to the kind.
template <class T, class Base> const T& as(const Base& node) {
  assert(node.kind == T::Kind);
  return static_cast<const T&>(node);
}
template <class T, class Base> const T* tryAs(const Base* node) {
  return node && node->kind == T::Kind ? static_cast<const T*>(node) : nullptr;
}

// --- Expressions ---

struct Constant : Expr { // a number or a (concatenated) string
  static constexpr ExprKind Kind = ExprKind::Constant;
  ConstValue value;
};

struct Name : Expr {
  static constexpr ExprKind Kind = ExprKind::Name;
  std::string_view id;
};

struct Attribute : Expr {
  static constexpr ExprKind Kind = ExprKind::Attribute;
  const Expr* value;
  std::string_view name;
};

// The index may be a Slice, an Ellipsis, or a Tuple with such items.
struct Subscript : Expr {
  static constexpr ExprKind Kind = ExprKind::Subscript;
  const Expr* value;
  const Expr* index;
};

struct Slice : Expr { // only inside a Subscript; absent parts are null
  static constexpr ExprKind Kind = ExprKind::Slice;
  const Expr* lower;
  const Expr* upper;
  const Expr* step;
  bool extended; // written with a second colon
};

struct Ellipsis : Expr { // only inside a Subscript
  static constexpr ExprKind Kind = ExprKind::Ellipsis;
};

struct Bool : Expr { // `and` or `or` of two or more values
  static constexpr ExprKind Kind = ExprKind::Bool;
  bool isAnd;
  ExprList values;
};

struct Unary : Expr {
  static constexpr ExprKind Kind = ExprKind::Unary;
  UnaryOp op;
  const Expr* operand;
};

struct Binary : Expr {
  static constexpr ExprKind Kind = ExprKind::Binary;
  BinaryOp op;
  const Expr* left;
  const Expr* right;
};

struct Compare : Expr { // left ops[0] rest[0] ops[1] rest[1] ...
  static constexpr ExprKind Kind = ExprKind::Compare;
  const Expr* left;
  std::span<const CompareOp> ops;
  ExprList rest;
};

struct Conditional : Expr {
  static constexpr ExprKind Kind = ExprKind::Conditional;
  const Expr* test;
  const Expr* then;
  const Expr* otherwise;
};

struct Parameter {
  SourceSpan span;
  std::string_view name;       // empty for a tuple parameter
  const Expr* tuple = nullptr; // Tuple of Names and Tuples
  const Expr* defaultValue = nullptr;
};

struct Parameters {
  std::span<const Parameter> positional;
  std::string_view varArgs; // empty if there is none
  std::string_view varKeywords;
  SourceSpan varArgsSpan;
  SourceSpan varKeywordsSpan;
};

struct Lambda : Expr {
  static constexpr ExprKind Kind = ExprKind::Lambda;
  Parameters parameters;
  const Expr* body;
};

struct Tuple : Expr {
  static constexpr ExprKind Kind = ExprKind::Tuple;
  ExprList items;
};

struct List : Expr {
  static constexpr ExprKind Kind = ExprKind::List;
  ExprList items;
};

struct Set : Expr {
  static constexpr ExprKind Kind = ExprKind::Set;
  ExprList items;
};

struct Dict : Expr {
  static constexpr ExprKind Kind = ExprKind::Dict;
  ExprList keys;
  ExprList values;
};

enum class ComprehensionKind : uint8_t { List, Set, Dict, Generator };

struct ComprehensionClause { // for target in iterable if c1 if c2 ...
  const Expr* target;
  const Expr* iterable;
  ExprList conditions;
};

struct Comprehension : Expr {
  static constexpr ExprKind Kind = ExprKind::Comprehension;
  ComprehensionKind form;
  const Expr* element; // the key of a dict comprehension
  const Expr* value;   // of a dict comprehension, else null
  std::span<const ComprehensionClause> clauses;
};

struct Keyword {
  SourceSpan span;
  std::string_view name;
  const Expr* value;
};

struct Call : Expr {
  static constexpr ExprKind Kind = ExprKind::Call;
  const Expr* function;
  ExprList args;
  std::span<const Keyword> keywords;
  const Expr* star;     // null if absent
  const Expr* starStar; // null if absent
};

struct Yield : Expr {
  static constexpr ExprKind Kind = ExprKind::Yield;
  const Expr* value; // null for a bare yield
};

struct Backquote : Expr {
  static constexpr ExprKind Kind = ExprKind::Backquote;
  const Expr* value;
};

// --- Statements ---

struct Expression : Stmt {
  static constexpr StmtKind Kind = StmtKind::Expression;
  const Expr* value;
};

struct Assign : Stmt { // targets[0] = targets[1] = ... = value
  static constexpr StmtKind Kind = StmtKind::Assign;
  ExprList targets;
  const Expr* value;
};

struct AugAssign : Stmt {
  static constexpr StmtKind Kind = StmtKind::AugAssign;
  BinaryOp op;
  const Expr* target;
  const Expr* value;
};

struct Print : Stmt {
  static constexpr StmtKind Kind = StmtKind::Print;
  const Expr* file; // null for standard output
  ExprList values;
  bool newline;
};

struct Delete : Stmt {
  static constexpr StmtKind Kind = StmtKind::Delete;
  ExprList targets;
};

struct Pass : Stmt {
  static constexpr StmtKind Kind = StmtKind::Pass;
};
struct Break : Stmt {
  static constexpr StmtKind Kind = StmtKind::Break;
};
struct Continue : Stmt {
  static constexpr StmtKind Kind = StmtKind::Continue;
};

struct Return : Stmt {
  static constexpr StmtKind Kind = StmtKind::Return;
  const Expr* value; // null if absent
};

struct Raise : Stmt { // absent parts are null
  static constexpr StmtKind Kind = StmtKind::Raise;
  const Expr* type;
  const Expr* value;
  const Expr* traceback;
};

struct Global : Stmt {
  static constexpr StmtKind Kind = StmtKind::Global;
  std::span<const std::string_view> names;
};

struct Exec : Stmt { // absent parts are null
  static constexpr StmtKind Kind = StmtKind::Exec;
  const Expr* code;
  const Expr* globals;
  const Expr* locals;
};

struct Assert : Stmt {
  static constexpr StmtKind Kind = StmtKind::Assert;
  const Expr* test;
  const Expr* message; // null if absent
};

struct Alias {
  SourceSpan span;
  std::string_view name;   // dotted in an Import
  std::string_view asName; // empty if absent
};

struct Import : Stmt {
  static constexpr StmtKind Kind = StmtKind::Import;
  std::span<const Alias> names;
};

struct ImportFrom : Stmt {
  static constexpr StmtKind Kind = StmtKind::ImportFrom;
  std::string_view module; // may be empty if level > 0
  uint32_t level;          // number of leading dots
  bool star;               // import *
  std::span<const Alias> names;
};

struct If : Stmt { // elif is an If in `otherwise`
  static constexpr StmtKind Kind = StmtKind::If;
  const Expr* test;
  Body then;
  Body otherwise;
};

struct While : Stmt {
  static constexpr StmtKind Kind = StmtKind::While;
  const Expr* test;
  Body body;
  Body otherwise;
};

struct For : Stmt {
  static constexpr StmtKind Kind = StmtKind::For;
  const Expr* target;
  const Expr* iterable;
  Body body;
  Body otherwise;
};

struct ExceptHandler {
  SourceSpan span;
  const Expr* type;   // null for a bare except
  const Expr* target; // null if absent
  Body body;
};

struct Try : Stmt {
  static constexpr StmtKind Kind = StmtKind::Try;
  Body body;
  std::span<const ExceptHandler> handlers;
  Body otherwise;
  Body finally;
};

struct With : Stmt { // several items are nested With statements
  static constexpr StmtKind Kind = StmtKind::With;
  const Expr* manager;
  const Expr* target; // null if absent
  Body body;
};

struct Function : Stmt {
  static constexpr StmtKind Kind = StmtKind::Function;
  ExprList decorators;
  std::string_view name;
  Parameters parameters;
  Body body;
};

struct Class : Stmt {
  static constexpr StmtKind Kind = StmtKind::Class;
  ExprList decorators;
  std::string_view name;
  ExprList bases;
  Body body;
};

struct Module {
  const SourceFile* file;
  Mode mode;
  FutureFlags futures;
  Body body;              // Exec and Single
  const Expr* expression; // Eval
};

} // namespace ast

// The tree as indented text, one node a line.
std::string dumpAst(const ast::Module& module);

} // namespace tw::syntax
