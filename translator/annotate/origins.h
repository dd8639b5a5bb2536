// Where a value comes from: the chain of places that an error prints. Private
// to annotate.
//
// Starting from an operand, or from what was added to a place that can be
// generalised, the walk goes back through parameters, results, attributes, items
// and variables, and writes one note for each step. It is bounded, and used for
// errors only.
#pragma once

#include "translator/annotate/annotator.h"

#include <unordered_set>

namespace tw::annotate {

class Origins {
public:
  Origins(Annotator& annotator, std::vector<DiagnosticNote>& notes)
      : annotator_(annotator), notes_(notes) {}

  // How `what` came to be what it is: "the items of this list".
  void ofHistory(const History& history, const std::string& what);
  // Where an operand of the operation at `position` comes from.
  void ofOperand(const Position& position, flow::Value value);
  // Where the operand comes from that the operation adds to something.
  void ofAdded(const Position& position, const Annotation* added);
  void ofVariable(const Position& position, const flow::Variable& variable, SourceSpan usedAt);

private:
  void step(const Generalization& step, const std::string& what);
  void ofResult(const Position& position, SourceSpan usedAt);
  bool ofCall(const Position& position);
  bool ofAttribute(const flow::Operation& operation);
  bool ofItem(const Annotation* container, bool keys);
  void note(SourceSpan span, std::string message);

  Annotator& annotator_;
  std::vector<DiagnosticNote>& notes_;
  std::unordered_set<const void*> seen_;
  int depth_ = 0;
};

// Writes into an error of the annotator or of rtype what is known about its place: the
// function, and for an error inside the library the call in the program that led there.
void addContext(Annotator& annotator, Diagnostic& diagnostic, const Position& position);

} // namespace tw::annotate
