// Agreement before specialisation.
//
// A graph whose signature or annotations differ from what its row agreed on
// gets a new start block in front of the old one, that takes the agreed
// arguments and passes the old ones on; the link converts.
#include "translator/rtype/normalizecalls.h"

#include "translator/annotate/annotator.h"
#include "translator/annotate/lattice.h"
#include "translator/rtype/exceptiondata.h"
#include "translator/rtype/rclass.h"
#include "translator/rtype/rtyper.h"
#include "translator/support/diagnostic.h"

#include <algorithm>

namespace tw::rtype {

using annotate::Annotation;
using annotate::CallRow;
using annotate::CallShape;
using flow::FunctionGraph;
using flow::Variable;

namespace {

std::vector<FunctionGraph*> graphsOf(const CallRow& row) {
  std::vector<FunctionGraph*> graphs;
  for (const auto& [desc, graph] : row.entries)
    if (std::find(graphs.begin(), graphs.end(), graph) == graphs.end()) graphs.push_back(graph);
  return graphs;
}

bool sameSignature(const FunctionGraph& a, const FunctionGraph& b) {
  if (a.signature.argNames != b.signature.argNames || a.defaults.size() != b.defaults.size())
    return false;
  for (size_t i = 0; i < a.defaults.size(); ++i)
    if (a.defaults[i]->object != b.defaults[i]->object) return false;
  return true;
}

void replaceStart(RTyper& rtyper, FunctionGraph& graph, std::vector<Variable*> parameters,
                  std::vector<flow::Value> passed) {
  flow::Block* block = graph.newBlock();
  block->inputArgs = std::move(parameters);
  flow::Link* link = rtyper.graphs().newLink(std::move(passed), graph.startBlock);
  link->source = block;
  block->exits.push_back(link);
  graph.startBlock = block;
}

// Calls of another shape have changed what one of the functions takes.
[[noreturn]] void failShapes(const std::vector<FunctionGraph*>& graphs) {
  Diagnostic diagnostic{
      Severity::Error, graphs[0]->span,
      "the function '" + graphs[0]->name +
          "' is called together with others, which have other parameters, in several forms",
      {}, "give the functions the same parameters with the same defaults, or call them always with "
          "the same number of arguments"};
  for (const FunctionGraph* graph : graphs)
    if (graph != graphs[0])
      diagnostic.notes.push_back({graph->span, "'" + graph->name + "' is called at the same places"});
  throw TranslationError(std::move(diagnostic));
}

// Makes the graph take exactly what calls of that shape give, in their order:
// positional arguments, then keywords sorted by name. False if it cannot.
bool normalizeSignature(RTyper& rtyper, const CallShape& shape, FunctionGraph& graph) {
  const std::vector<std::string> names = graph.signature.argNames;
  std::vector<size_t> order;
  for (size_t i = 0; i < shape.positional; ++i) order.push_back(i);
  for (const std::string& keyword : shape.keywords)
    order.push_back(static_cast<size_t>(std::find(names.begin(), names.end(), keyword) - names.begin()));
  if (std::ranges::any_of(order, [&](size_t index) { return index >= names.size(); })) return false;
  bool inOrder = order.size() == names.size() && std::is_sorted(order.begin(), order.end());
  if (inOrder) {
    graph.defaults.clear();
    return true;
  }
  std::vector<Variable*> parameters;
  std::vector<flow::Value> passed(names.size());
  std::vector<std::string> newNames;
  for (size_t index : order) {
    parameters.push_back(rtyper.graphs().newVariableLike(*graph.startBlock->inputArgs[index]));
    passed[index] = parameters.back();
    newNames.push_back(names[index]);
  }
  size_t firstDefault = names.size() - graph.defaults.size();
  for (size_t i = 0; i < names.size(); ++i)
    if (!passed[i]) passed[i] = graph.defaults[i - firstDefault];
  replaceStart(rtyper, graph, std::move(parameters), std::move(passed));
  graph.signature.argNames = std::move(newNames);
  graph.defaults.clear();
  return true;
}

const Annotation* joined(RTyper& rtyper, const Annotation* a, const Annotation* b,
                         const FunctionGraph& graph) {
  try {
    return annotate::unionOf(rtyper.annotator(), a, b);
  } catch (const annotate::UnionError& error) {
    Diagnostic diagnostic{Severity::Error, graph.span,
                          "functions that are called at one place do not agree on their types", {},
                          error.hint};
    diagnostic.notes = error.notes;
    throw TranslationError(std::move(diagnostic));
  }
}

void normalizeAnnotations(RTyper& rtyper, const std::vector<FunctionGraph*>& graphs) {
  size_t count = graphs[0]->startBlock->inputArgs.size();
  std::vector<const Annotation*> agreed(count, rtyper.annotator().impossible());
  const Annotation* result = rtyper.annotator().impossible();
  for (FunctionGraph* graph : graphs) {
    for (size_t i = 0; i < count; ++i) {
      const Annotation* own = graph->startBlock->inputArgs[i]->annotation;
      agreed[i] = joined(rtyper, agreed[i], own ? own : rtyper.annotator().impossible(), *graph);
    }
    result = joined(rtyper, result, rtyper.annotator().resultOf(*graph), *graph);
  }
  for (FunctionGraph* graph : graphs) {
    bool same = true;
    std::vector<Variable*> parameters;
    std::vector<flow::Value> passed;
    for (size_t i = 0; i < count; ++i) {
      Variable* old = graph->startBlock->inputArgs[i];
      same &= old->annotation && annotate::equal(old->annotation, agreed[i]);
      parameters.push_back(rtyper.graphs().newVariableLike(*old));
      parameters.back()->annotation = agreed[i];
      passed.push_back(parameters.back());
    }
    if (!same) replaceStart(rtyper, *graph, std::move(parameters), std::move(passed));
    graph->returnBlock->inputArgs[0]->annotation = result;
  }
}

} // namespace

void normalizeCallFamilies(RTyper& rtyper) {
  for (annotate::CallFamily* family : rtyper.annotator().callFamilies())
    for (const annotate::CallTable& table : family->tables)
      for (const CallRow& row : table.rows) {
        std::vector<FunctionGraph*> graphs = graphsOf(row);
        bool agree = std::all_of(graphs.begin(), graphs.end(), [&](const FunctionGraph* graph) {
          return sameSignature(*graph, *graphs[0]);
        });
        if (graphs.size() < 2) continue;
        if (!agree)
          for (FunctionGraph* graph : graphs)
            if (!normalizeSignature(rtyper, table.shape, *graph)) failShapes(graphs);
        normalizeAnnotations(rtyper, graphs);
      }
}

// ---- Class numbers --------------------------------------------------------------------------

static int64_t numberTree(RTyper& rtyper, annotate::ClassDef& def, int64_t next) {
  ClassRange range{next++, 0};
  for (annotate::ClassDef* subclass : def.subclasses) next = numberTree(rtyper, *subclass, next);
  range.max = next;
  rtyper.setClassRange(&def, range.min, range.max);
  return next;
}

// Exceptions that helpers raise are classes even if the program has no use for them.
static constexpr const char* kStandardExceptions[] = {
    "Exception", "MemoryError", "IndexError", "KeyError", "ValueError", "OverflowError",
    "ZeroDivisionError", "RuntimeError", "StopIteration", "OSError", "IOError", "TypeError",
    "AssertionError", "NotImplementedError", "AttributeError", "UnicodeDecodeError",
    "UnicodeEncodeError", "StackOverflow"};

void numberClasses(RTyper& rtyper) {
  for (const char* name : kStandardExceptions) standardException(rtyper, name);
  int64_t next = 1;
  std::vector<annotate::ClassDef*> all(rtyper.annotator().classDefs().begin(),
                                       rtyper.annotator().classDefs().end());
  for (annotate::ClassDef* def : all)
    if (!def->base) next = numberTree(rtyper, *def, next);
  rtyper.setClassRange(nullptr, 0, next);
}

ClassRange classRange(RTyper& rtyper, const annotate::ClassDef* classDef) {
  return {rtyper.classRangeMin(classDef), rtyper.classRangeMax(classDef)};
}

} // namespace tw::rtype
