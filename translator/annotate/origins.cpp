// Walks from a value back through parameters, results, attributes, items and variables.
#include "translator/annotate/origins.h"

#include "translator/annotate/constants.h"
#include "translator/annotate/describe.h"
#include "translator/annotate/driver.h"
#include "translator/annotate/lattice.h"
#include "translator/annotate/registry.h"
#include "translator/support/embedded.h"

#include <algorithm>

namespace tw::annotate {

using flow::OpCode;

namespace {

constexpr size_t kMaxSteps = 4; // of one history: the first and the last ones
constexpr int kMaxDepth = 6;
constexpr size_t kMaxNotes = 10;

bool isLibrary(const SourceSpan& span) {
  return span.file && (span.file->path().starts_with('<') || findEmbedded(span.file->path()));
}

// Operands in front of this one say what is done, not with which values.
size_t firstValueOf(const flow::Operation& operation) {
  switch (operation.op) {
  case OpCode::SimpleCall:
  case OpCode::SetItem:
  case OpCode::GetItem: return 1;
  case OpCode::CallArgs:
  case OpCode::SetAttr: return 2;
  default: return 0;
  }
}

std::string nameOfVariable(const Position& position, const flow::Variable& variable) {
  const bool isParameter = position.block == position.graph->startBlock;
  if (isParameter)
    return "the parameter '" + variable.hint + "' of the function '" + position.graph->name + "'";
  return variable.hint.empty() ? "" : "the variable '" + variable.hint + "'";
}

} // namespace

void Origins::note(SourceSpan span, std::string message) {
  if (notes_.size() >= kMaxNotes || !span.known() || isLibrary(span)) return;
  const auto same = [&](const DiagnosticNote& other) {
    return other.span == span && other.message == message;
  };
  if (std::ranges::none_of(notes_, same)) notes_.push_back({span, std::move(message)});
}

// ---- Histories ------------------------------------------------------------------------------

void Origins::ofHistory(const History& history, const std::string& what) {
  if (depth_ >= kMaxDepth || !seen_.insert(&history).second) return;
  ++depth_;
  const auto& steps = history.steps();
  for (size_t i = 0; i < steps.size(); ++i)
    if (i == 0 || i + kMaxSteps > steps.size()) step(steps[i], what);
  --depth_;
}

void Origins::step(const Generalization& step, const std::string& what) {
  if (step.prebuilt) {
    host::Object* object = step.prebuilt;
    if (object->kind == host::Kind::Class) {
      auto* pbc = dynCast<PbcAnnotation>(step.added);
      const SourceSpan method =
          pbc && pbc->descs.size() == 1 ? pbc->descs[0]->span() : SourceSpan{};
      note(method.known() ? method
                          : definitionOf(annotator_.host(), host::as<host::ClassObject>(object)),
           what + " is " + annotate::describe(step.added) + " in the class " + nameOf(object));
      return;
    }
    const GlobalName global = globalNameOf(annotator_.host(), object);
    note(global.span, what + " is " + annotate::describe(step.added) + " in the instance '" +
                          global.name + "', which is made at import time");
    return;
  }
  const SourceSpan span = step.span.known() ? step.span : step.position.span();
  if (!what.empty()) {
    std::string text = what + (step.before ? " became more general: " : " came to be ");
    text += annotate::describe(step.added);
    if (step.before) text += " joined " + annotate::describe(step.before);
    note(span, std::move(text));
  }
  if (step.passed)
    ofVariable(step.position, *step.passed, span);
  else
    ofAdded(step.position, step.added);
}

// ---- Operands -------------------------------------------------------------------------------

void Origins::ofAdded(const Position& position, const Annotation* added) {
  if (!position.operation) return;
  const std::vector<flow::Value>& args = position.operation->args;
  const size_t first = firstValueOf(*position.operation);
  const flow::Variable* found = nullptr;
  for (size_t i = first; i < args.size(); ++i) {
    if (!args[i].isVariable() || !args[i].variable()->annotation) continue;
    const Annotation* annotation = args[i].variable()->annotation;
    if (annotation == added) {
      found = args[i].variable();
      break;
    }
    if (equal(annotation, added)) found = args[i].variable();
  }
  if (found) ofVariable(position, *found, position.span());
}

void Origins::ofOperand(const Position& position, flow::Value value) {
  if (value.isVariable()) {
    ofVariable(position, *value.variable(), position.span());
    return;
  }
  const SourceSpan span = value.constant()->span;
  if (span.known() && span.line != position.span().line)
    note(span, annotate::describe(annotator_.annotationOf(value)) + " comes from here");
}

void Origins::ofVariable(const Position& position, const flow::Variable& variable,
                         SourceSpan usedAt) {
  if (!position.block || depth_ >= kMaxDepth || !seen_.insert(&variable).second) return;
  for (flow::Operation* operation : position.block->operations)
    if (operation->result == &variable) {
      ofResult({position.graph, position.block, operation}, usedAt);
      return;
    }
  if (std::ranges::find(position.block->inputArgs, &variable) == position.block->inputArgs.end())
    return;
  const History* history = annotator_.driver().historyOf(variable);
  if (!history) return;
  // A variable that only passes through a block is no news.
  const bool passes = history->steps().size() == 1 && position.block != position.graph->startBlock;
  ofHistory(*history, passes ? "" : nameOfVariable(position, variable));
}

// ---- Results of operations ------------------------------------------------------------------

void Origins::ofResult(const Position& position, SourceSpan usedAt) {
  const flow::Operation& operation = *position.operation;
  const auto argument = [&](size_t index) {
    return annotator_.annotationOf(operation.args[index]);
  };
  bool explained = false;
  switch (operation.op) {
  case OpCode::SimpleCall:
  case OpCode::CallArgs: explained = ofCall(position); break;
  case OpCode::GetAttr: explained = ofAttribute(operation); break;
  case OpCode::GetItem: explained = ofItem(argument(0), false); break;
  case OpCode::Next:
    if (auto* iterator = dynCast<IteratorAnnotation>(argument(0)))
      explained = ofItem(iterator->container, iterator->variant == IteratorVariant::Plain);
    break;
  default: break;
  }
  if (explained || operation.span.line == usedAt.line) return;
  const std::string name = operation.result->hint;
  note(operation.span, (name.empty() ? "this" : "'" + name + "'") + " is " +
                           annotate::describe(operation.result->annotation));
}

bool Origins::ofCall(const Position& position) {
  const Annotation* callee = annotator_.annotationOf(position.operation->args[0]);
  if (auto* method = dynCast<BuiltinMethodAnnotation>(callee)) {
    const bool takes = method->rule->name == "pop" || method->rule->name == "get";
    return takes && ofItem(method->self, false);
  }
  if (auto* pbc = dynCast<PbcAnnotation>(callee); pbc && pbc->descs[0]->kind == DescKind::Class)
    return false;
  bool explained = false;
  for (flow::FunctionGraph* graph : annotator_.driver().calleesAt(position)) {
    if (isLibrary(graph->span)) continue;
    const History* history = annotator_.driver().historyOf(*graph->returnBlock->inputArgs[0]);
    if (!history || history->empty()) continue;
    ofHistory(*history, "the result of the function '" + graph->name + "'");
    explained = true;
  }
  return explained;
}

bool Origins::ofAttribute(const flow::Operation& operation) {
  auto* instance = dynCast<InstanceAnnotation>(annotator_.annotationOf(operation.args[0]));
  host::Object* name = annotator_.annotationOf(operation.args[1])->constant();
  if (!instance || !instance->classDef || !name || !host::isStr(name)) return false;
  const Attribute* attribute =
      instance->classDef->findAttribute(host::as<host::StrObject>(name)->value);
  if (!attribute || attribute->history.empty()) return false;
  ofHistory(attribute->history,
            "the attribute '" + attribute->name + "' of " + attribute->owner->name());
  return true;
}

bool Origins::ofItem(const Annotation* container, bool keys) {
  if (auto* list = dynCast<ListAnnotation>(container)) {
    const History& history = list->def().item.history;
    if (history.empty() || list->def().isRange()) return false;
    ofHistory(history, "the items of this list");
    return true;
  }
  if (auto* dict = dynCast<DictAnnotation>(container)) {
    const History& history = keys ? dict->def().key.history : dict->def().val.history;
    if (history.empty()) return false;
    ofHistory(history, keys ? "the keys of this dict" : "the values of this dict");
    return true;
  }
  return false;
}

// ---- The place of an error ------------------------------------------------------------------

namespace {

// The calls that lead from the program into the library, the innermost first;
// empty if there are none.
std::vector<Position> callsInto(Annotator& annotator, const flow::FunctionGraph& library) {
  std::vector<std::vector<Position>> paths{{}};
  std::unordered_set<const flow::FunctionGraph*> seen{&library};
  for (size_t i = 0; i < paths.size(); ++i) {
    const std::vector<Position> path = paths[i];
    const flow::FunctionGraph& graph = path.empty() ? library : *path.back().graph;
    for (const Position& caller : annotator.driver().callersOf(graph)) {
      if (!caller.graph || !seen.insert(caller.graph).second) continue;
      std::vector<Position> longer = path;
      longer.push_back(caller);
      if (!isLibrary(caller.span())) return longer;
      paths.push_back(std::move(longer));
    }
  }
  return {};
}

} // namespace

void addContext(Annotator& annotator, Diagnostic& diagnostic, const Position& position) {
  if (!position.graph) return;
  const flow::FunctionGraph* graph = position.graph;
  if (isLibrary(diagnostic.span)) {
    const std::vector<Position> calls = callsInto(annotator, *graph);
    if (!calls.empty()) {
      diagnostic.notes.push_back({diagnostic.span, "the call fails here, in the library"});
      diagnostic.message = "this call of the library is not possible: " + diagnostic.message;
      diagnostic.span = calls.back().span();
      graph = calls.back().graph;
    }
  }
  diagnostic.notes.push_back({graph->span, "in the function '" + graph->name + "'"});
}

} // namespace tw::annotate
