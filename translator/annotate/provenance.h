// Provenance: who made an annotation what it is, and who has read it.
//
// Everything that can be generalised (an item, an attribute, a parameter, a
// return value) keeps a History; a failed union prints it as notes.
#pragma once

#include "translator/support/diagnostic.h"
#include "translator/support/source.h"

#include <exception>
#include <string>
#include <unordered_set>
#include <vector>

namespace tw::flow {
class Block;
class FunctionGraph;
struct Operation;
} // namespace tw::flow

namespace tw::annotate {

class Annotation;

// An operation in a graph (or, with a null operation, the exits of a block).
struct Position {
  flow::FunctionGraph* graph = nullptr;
  flow::Block* block = nullptr;
  flow::Operation* operation = nullptr;

  explicit operator bool() const { return graph != nullptr; }
  bool operator==(const Position&) const = default;
  SourceSpan span() const;
};

// The places that depend on something; in order of registration.
class ReaderSet {
public:
  void add(const Position& position);
  void addAll(const ReaderSet& other);
  const std::vector<Position>& positions() const { return positions_; }

private:
  std::vector<Position> positions_;
  std::unordered_set<const void*> seen_; // membership only
};

// One step of a generalisation. `before` is null for the first.
struct Generalization {
  SourceSpan span;
  const Annotation* before;
  const Annotation* added;
};

class History {
public:
  void record(SourceSpan span, const Annotation* before, const Annotation* added);
  void append(const History& other);
  bool empty() const { return steps_.empty(); }
  const std::vector<Generalization>& steps() const { return steps_; }
  // One note a step, such as "here the items became int".
  void describe(const std::string& what, std::vector<DiagnosticNote>& notes) const;

private:
  std::vector<Generalization> steps_;
};

// Two annotations have no union. The annotator adds the place and throws a
// TranslationError in its stead.
class UnionError : public std::exception {
public:
  UnionError(const Annotation* first, const Annotation* second) : first(first), second(second) {}
  const char* what() const noexcept override { return "annotations have no union"; }

  const Annotation* first;
  const Annotation* second;
  std::string subject;                // what would hold both: "the items of this list"
  std::string hint;
  std::vector<DiagnosticNote> notes;
};

} // namespace tw::annotate
