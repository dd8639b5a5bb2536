// The text form of flow graphs: printer, Graphviz writer and parser.
//
//   graph fact(n) {
//     b0(n_0):
//       v1 = eq(n_0, 0)
//       v2 = bool(v1)
//       if v2 goto return(1) else b1(n_0)
//     b1(n_3):
//       v4 = getitem(@table, n_3)
//       goto b2(v4)
//       on @IndexError (etype_5, evalue_6) goto except(etype_5, evalue_6)
//     b2(v7):
//       switch v7 [1: return(2), 'default': b3(v7), default: return(3)]
//     ...
//     return(result_9)
//     except(etype_10, evalue_11)
//   }
//
// Variables are numbered from 0 in the order of their appearance, blocks in
// depth-first order, so the text of a graph depends on nothing but the graph.
// A name is HINT_N, or vN without hint. A typed (low-level) variable shows its
// type where it is defined: `n_0: Signed`. The result of an operation is left
// out if nothing uses it and it is untyped or Void. `#` starts a comment.
//
// High-level constants: None, True, False, numbers, strings and tuples of them
// in Python's notation; any other object is @NAME. Typed constants and types
// are written and read by the TextDialect.
#pragma once

#include "translator/flow/graph.h"

#include <functional>
#include <string>
#include <string_view>

namespace tw::flow {

// Reading position in a text. Blanks and comments are skipped before tokens.
class TextCursor {
public:
  explicit TextCursor(std::string_view text) : text_(text) {}

  bool atEnd();
  // The next character after blanks, or 0 at the end.
  char peek();
  // Consumes `token` if it comes next. A word must end at its last letter.
  bool accept(std::string_view token);
  void expect(std::string_view token);
  // Letters, digits, '_' and '.'; fails if there is none.
  std::string_view word();
  // Everything up to (not including) the first of `stops` outside of quotes
  // and of balanced () [] {}; trailing blanks are cut.
  std::string_view until(std::string_view stops);
  // Throws TextError with the line number.
  [[noreturn]] void fail(const std::string& message) const;

  size_t position() const { return position_; }
  void setPosition(size_t position) { position_ = position; }
  std::string_view text() const { return text_; }

private:
  void skip();
  std::string_view text_;
  size_t position_ = 0;
};

// The text does not follow the grammar.
class TextError : public std::exception {
public:
  explicit TextError(std::string message) : message_(std::move(message)) {}
  const char* what() const noexcept override { return message_.c_str(); }

private:
  std::string message_;
};

// How types and constants are written and read. The base class knows
// high-level graphs only; what is below lltype overrides the typed hooks.
class TextDialect {
public:
  // Finds the object of a constant written @NAME; null: unknown name.
  using Resolver = std::function<host::Object*(std::string_view name)>;

  TextDialect() = default;
  explicit TextDialect(Resolver resolver) : resolver_(std::move(resolver)) {}
  virtual ~TextDialect() = default;

  // Text without blanks at its ends, that `until(",)]=:\n")` reads as one piece
  // unless the parse hook reads it differently.
  virtual std::string typeText(const lltype::Type& type) const;
  virtual std::string typedConstantText(const Constant& constant) const;
  virtual const lltype::Type* parseType(TextCursor& cursor) const;
  // Called where a constant may stand; returns null, with nothing consumed, if
  // what follows is not a typed constant.
  virtual Constant* parseTypedConstant(TextCursor& cursor, GraphContext& context) const;
  // The type of results that are left out in a low-level graph.
  virtual const lltype::Type* voidType() const { return nullptr; }

  std::string constantText(const Constant& constant) const;
  Constant* parseConstant(TextCursor& cursor, GraphContext& context) const;

private:
  Resolver resolver_;
};

struct PrintOptions {
  const TextDialect* dialect = nullptr; // null: high-level constants only
  bool annotations = false;             // append annotations as comments (see annotationText)
  bool spans = false;                   // append file:line:column as comments
  // Writes an annotation; set by those who know annotate's classes.
  std::function<std::string(const annotate::Annotation&)> annotationText;
};

std::string printGraph(const FunctionGraph& graph, const PrintOptions& options = {});

// Graphviz source: one record per block.
std::string printDot(const FunctionGraph& graph, const PrintOptions& options = {});

// Reads one graph; throws TextError.
FunctionGraph* parseGraph(TextCursor& cursor, GraphContext& context,
                          const TextDialect& dialect = {});
// Reads a text that holds one graph.
FunctionGraph* parseGraph(std::string_view text, GraphContext& context,
                          const TextDialect& dialect = {});

} // namespace tw::flow
