// Provenance: who made an annotation what it is, and who has read it.
//
// Everything that can be generalised (an item, an attribute, a parameter, a
// return value) keeps a History; Origins (origins.h) prints it as notes.
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
struct Variable;
} // namespace tw::flow

namespace tw::host {
struct Object;
}

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

// One step of a generalisation.
struct Generalization {
  Position position;
  SourceSpan span;                        // of the value, if that has a place of its own
  const flow::Variable* passed = nullptr; // the variable that holds the value, if it is known
  host::Object* prebuilt = nullptr;       // the class or instance that has the value since import
  const Annotation* before = nullptr;     // null for the first
  const Annotation* added = nullptr;
};

class History {
public:
  void record(Generalization step) { steps_.push_back(step); }
  void append(const History& other);
  bool empty() const { return steps_.empty(); }
  const std::vector<Generalization>& steps() const { return steps_; }

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
  SourceSpan span;                        // unknown: where the annotator is
  const flow::Variable* passed = nullptr; // the variable that holds `second`, if it is known
  std::string subject;                    // what would hold both: "the items of this list"
  std::string hint;
  std::vector<DiagnosticNote> notes;
};

} // namespace tw::annotate
