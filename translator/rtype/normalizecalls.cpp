// Agreement before specialisation.
//
// What a function pointer points to takes exactly what the calls through it pass. A
// graph that is called in this one form gets a new start block in front of the old one,
// that takes the agreed arguments and passes the old ones on; the link converts. A
// graph that is called in several forms stays as it is: the row gets an adapter, a graph
// of the form that calls it. The same goes for the types of parameters and results.
#include "translator/rtype/normalizecalls.h"

#include "translator/annotate/annotator.h"
#include "translator/annotate/lattice.h"
#include "translator/rtype/exceptiondata.h"
#include "translator/rtype/hop.h"
#include "translator/rtype/rclass.h"
#include "translator/rtype/rtyper.h"
#include "translator/support/diagnostic.h"

#include <algorithm>
#include <span>
#include <stdexcept>
#include <unordered_map>

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

// For each argument that calls of the shape give, in their order (positional arguments, then
// keywords sorted by name), the index of the parameter.
std::vector<size_t> parametersOf(const CallShape& shape, const FunctionGraph& graph) {
  const std::vector<std::string>& names = graph.signature.argNames;
  std::vector<size_t> order;
  for (size_t i = 0; i < shape.positional; ++i) order.push_back(i);
  for (const std::string& keyword : shape.keywords)
    order.push_back(
        static_cast<size_t>(std::find(names.begin(), names.end(), keyword) - names.begin()));
  if (std::ranges::any_of(order, [&](size_t index) { return index >= names.size(); }))
    throw std::logic_error("a call in the table of " + graph.name + " does not fit it");
  return order;
}

// For each parameter the given value, or its default.
std::vector<flow::Value> withDefaults(const FunctionGraph& graph, const std::vector<size_t>& order,
                                      std::span<Variable* const> given) {
  std::vector<flow::Value> passed(graph.signature.argNames.size());
  for (size_t i = 0; i < order.size(); ++i) passed[order[i]] = given[i];
  size_t firstDefault = passed.size() - graph.defaults.size();
  for (size_t i = 0; i < passed.size(); ++i)
    if (!passed[i]) passed[i] = graph.defaults[i - firstDefault];
  return passed;
}

std::vector<std::string> namesOf(const FunctionGraph& graph, const std::vector<size_t>& order) {
  std::vector<std::string> names;
  for (size_t index : order) names.push_back(graph.signature.argNames[index]);
  return names;
}

// Makes the graph itself take what calls of that form give.
void narrowInPlace(RTyper& rtyper, FunctionGraph& graph, const std::vector<size_t>& order) {
  std::vector<Variable*> parameters;
  for (size_t index : order)
    parameters.push_back(rtyper.graphs().newVariableLike(*graph.startBlock->inputArgs[index]));
  std::vector<flow::Value> passed = withDefaults(graph, order, parameters);
  std::vector<std::string> names = namesOf(graph, order);
  replaceStart(rtyper, graph, std::move(parameters), std::move(passed));
  graph.signature.argNames = std::move(names);
  graph.defaults.clear();
}

// The low-level body of an adapter; its parameters have got their final annotations.
void fillAdapter(RTyper& rtyper, FunctionGraph& adapter, FunctionGraph& target,
                 const std::vector<size_t>& order) {
  flow::Block& block = *adapter.startBlock;
  LowLevelOps ops(rtyper, target.span);
  std::vector<flow::Value> passed = withDefaults(target, order, block.inputArgs);
  for (size_t i = 0; i < passed.size(); ++i) {
    Repr& wanted = rtyper.bindingRepr(target.startBlock->inputArgs[i]);
    rtyper.setupAll();
    if (passed[i].isConstant()) {
      passed[i] = ops.constantOf(wanted, passed[i].constant()->object);
      continue;
    }
    Variable* given = passed[i].variable();
    Repr& own = rtyper.bindingRepr(given);
    rtyper.setupAll();
    given->type = own.lowType();
    passed[i] = ops.convert(given, own, wanted);
  }
  flow::Value result = ops.callGraph(&target, std::move(passed));
  if (!result) result = ops.voidConstant(nullptr);
  Repr& wanted = rtyper.resultRepr(&adapter);
  result = ops.convert(result, rtyper.resultRepr(&target), wanted);
  block.operations = ops.operations();
  block.close({rtyper.graphs().newLink({result}, adapter.returnBlock)});
  adapter.returnBlock->inputArgs[0]->type = wanted.lowType();
  adapter.exceptBlock->inputArgs[0]->type = rtyper.exceptions().typeType();
  adapter.exceptBlock->inputArgs[1]->type = rtyper.exceptions().valueType();
}

// A graph that takes what calls of that form give and calls `target`.
FunctionGraph* makeAdapter(RTyper& rtyper, FunctionGraph& target, std::vector<size_t> order) {
  flow::GraphContext& context = rtyper.graphs();
  FunctionGraph* adapter = context.newGraph(target.name);
  adapter->span = target.span;
  adapter->startBlock = adapter->newBlock();
  for (size_t index : order)
    adapter->startBlock->inputArgs.push_back(
        context.newVariableLike(*target.startBlock->inputArgs[index]));
  adapter->signature.argNames = namesOf(target, order);
  adapter->returnBlock->inputArgs[0]->annotation = rtyper.annotator().resultOf(target);
  rtyper.later([&rtyper, adapter, &target, order = std::move(order)] {
    fillAdapter(rtyper, *adapter, target, order);
  });
  return adapter;
}

bool isCalledOtherwise(const annotate::CallFamily& family, const annotate::CallTable& table,
                       const FunctionGraph* graph) {
  return std::ranges::any_of(family.tables, [&](const annotate::CallTable& other) {
    return &other != &table && std::ranges::any_of(other.rows, [&](const CallRow& row) {
      return std::ranges::any_of(row.entries, [&](auto& entry) { return entry.second == graph; });
    });
  });
}

void normalizeSignatures(RTyper& rtyper, const annotate::CallFamily& family,
                         const annotate::CallTable& table, CallRow& row) {
  std::vector<FunctionGraph*> graphs = graphsOf(row);
  bool agree = std::ranges::all_of(
      graphs, [&](const FunctionGraph* graph) { return sameSignature(*graph, *graphs[0]); });
  if (agree) return;
  std::unordered_map<FunctionGraph*, FunctionGraph*> pointees;
  for (FunctionGraph* graph : graphs) {
    std::vector<size_t> order = parametersOf(table.shape, *graph);
    bool asIs = order.size() == graph->signature.argNames.size() && std::ranges::is_sorted(order);
    pointees[graph] = graph;
    if (asIs) continue;
    if (isCalledOtherwise(family, table, graph))
      pointees[graph] = makeAdapter(rtyper, *graph, std::move(order));
    else
      narrowInPlace(rtyper, *graph, order);
  }
  for (const auto& entry : row.entries) row.adapters.push_back(pointees[entry.second]);
}

const Annotation* joined(RTyper& rtyper, const Annotation* a, const Annotation* b,
                         const FunctionGraph& graph) {
  try {
    return annotate::unionOf(rtyper.annotator(), a, b);
  } catch (const annotate::UnionError& error) {
    Diagnostic diagnostic{Severity::Error,
                          graph.span,
                          "functions that are called at one place do not agree on their types",
                          {},
                          error.hint};
    diagnostic.notes = error.notes;
    throw TranslationError(std::move(diagnostic));
  }
}

// True if it changed something: another row may share the graph.
bool normalizeAnnotations(RTyper& rtyper, const std::vector<FunctionGraph*>& graphs) {
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
  bool changed = false;
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
    bool isAdapter = graph->startBlock->exits.empty();
    if (!same && isAdapter)
      graph->startBlock->inputArgs = std::move(parameters);
    else if (!same)
      replaceStart(rtyper, *graph, std::move(parameters), std::move(passed));
    const Annotation*& own = graph->returnBlock->inputArgs[0]->annotation;
    changed |= !same || !own || !annotate::equal(own, result);
    own = result;
  }
  return changed;
}

std::vector<FunctionGraph*> pointeesOf(const CallRow& row) {
  std::vector<FunctionGraph*> graphs;
  for (const auto& [desc, graph] : row.entries) {
    FunctionGraph* pointee = row.pointeeOf(desc);
    if (std::find(graphs.begin(), graphs.end(), pointee) == graphs.end()) graphs.push_back(pointee);
  }
  return graphs;
}

void normalizeFamily(RTyper& rtyper, annotate::CallFamily& family) {
  for (annotate::CallTable& table : family.tables)
    for (CallRow& row : table.rows) normalizeSignatures(rtyper, family, table, row);
  for (bool changed = true; changed;) {
    changed = false;
    for (const annotate::CallTable& table : family.tables)
      for (const CallRow& row : table.rows)
        if (std::vector<FunctionGraph*> graphs = pointeesOf(row); graphs.size() > 1)
          changed |= normalizeAnnotations(rtyper, graphs);
  }
}

} // namespace

void normalizeCallFamilies(RTyper& rtyper) {
  for (annotate::CallFamily* family : rtyper.annotator().callFamilies())
    normalizeFamily(rtyper, *family);
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
static constexpr const char* kStandardExceptions[] = {"Exception",
                                                      "MemoryError",
                                                      "IndexError",
                                                      "KeyError",
                                                      "ValueError",
                                                      "OverflowError",
                                                      "ZeroDivisionError",
                                                      "RuntimeError",
                                                      "StopIteration",
                                                      "OSError",
                                                      "IOError",
                                                      "TypeError",
                                                      "AssertionError",
                                                      "NotImplementedError",
                                                      "AttributeError",
                                                      "UnicodeDecodeError",
                                                      "UnicodeEncodeError",
                                                      "StackOverflow"};

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
