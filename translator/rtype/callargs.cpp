// Calls of graphs.
#include "translator/rtype/callargs.h"

#include "translator/annotate/annotator.h"
#include "translator/host/host.h"
#include "translator/lltype/lltype.h"
#include "translator/rtype/hop.h"
#include "translator/rtype/rtyper.h"

#include <algorithm>
#include <stdexcept>

namespace tw::rtype {

flow::FunctionGraph* graphOfCall(HighLevelOp& hop, annotate::FunctionDesc& function,
                                 bool isMethod) {
  if (flow::FunctionGraph* only = function.onlyGraph()) return only;
  std::vector<const annotate::Annotation*> positional;
  std::vector<std::pair<std::string, const annotate::Annotation*>> keywords;
  size_t count = hop.argCount() - 1 - hop.keywords().size();
  for (size_t i = 0; i < count; ++i) positional.push_back(hop.annotation(1 + i));
  for (size_t i = 0; i < hop.keywords().size(); ++i)
    keywords.emplace_back(hop.keywords()[i], hop.annotation(1 + count + i));
  return hop.rtyper().annotator().graphOfCall(function, std::move(positional), std::move(keywords),
                                              isMethod, hop.operation());
}

annotate::CallShape shapeOf(const HighLevelOp& hop) {
  annotate::CallShape shape;
  shape.positional = static_cast<uint32_t>(hop.argCount() - 1 - hop.keywords().size());
  shape.keywords = hop.keywords();
  std::sort(shape.keywords.begin(), shape.keywords.end());
  return shape;
}

std::vector<Value> bindArguments(HighLevelOp& hop, flow::FunctionGraph& graph) {
  RTyper& rtyper = hop.rtyper();
  const std::vector<std::string>& names = graph.signature.argNames;
  std::vector<size_t> given(names.size(), 0); // index of the argument; 0: not given
  size_t positional = hop.argCount() - 1 - hop.keywords().size();
  const auto misfit = [&] {
    throw std::logic_error("the arguments of this call do not fit " + graph.name);
  };
  if (positional > names.size()) misfit();
  for (size_t i = 0; i < positional; ++i) given[i] = 1 + i;
  for (size_t i = 0; i < hop.keywords().size(); ++i) {
    auto at = std::find(names.begin(), names.end(), hop.keywords()[i]);
    if (at == names.end()) misfit();
    given[static_cast<size_t>(at - names.begin())] = 1 + positional + i;
  }
  std::vector<Value> values;
  const auto& parameters = graph.startBlock->inputArgs;
  size_t firstDefault = names.size() - graph.defaults.size();
  for (size_t i = 0; i < names.size(); ++i) {
    Repr& repr = rtyper.repr(parameters[i]->annotation);
    rtyper.setupAll();
    if (given[i]) {
      values.push_back(hop.inputArg(given[i], repr));
    } else {
      if (i < firstDefault) misfit();
      values.push_back(hop.ops.constantOf(repr, graph.defaults[i - firstDefault]->object));
    }
  }
  return values;
}

static Value finishCall(HighLevelOp& hop, Value result, flow::FunctionGraph& graph) {
  Repr& from = hop.rtyper().resultRepr(&graph);
  hop.rtyper().setupAll();
  if (hop.resultRepr().isVoid() || from.isVoid())
    return from.isVoid() && !hop.resultRepr().isVoid()
               ? hop.ops.convert(hop.ops.voidConstant(nullptr), from, hop.resultRepr())
               : Value();
  return hop.ops.convert(result, from, hop.resultRepr());
}

Value callDirectly(HighLevelOp& hop, flow::FunctionGraph& graph) {
  std::vector<Value> args = bindArguments(hop, graph);
  hop.exceptionIsHere();
  return finishCall(hop, hop.ops.callGraph(&graph, std::move(args)), graph);
}

Value callIndirectly(HighLevelOp& hop, Value function, std::vector<flow::FunctionGraph*> graphs) {
  flow::FunctionGraph& first = *graphs[0];
  std::vector<Value> args = bindArguments(hop, first);
  args.insert(args.begin(), function);
  args.push_back(hop.ops.graphsSymbol(std::move(graphs)));
  const lltype::Type& result = function.type()->ptr().target().func().result();
  hop.exceptionIsHere();
  return finishCall(hop, hop.genop(OpCode::LlIndirectCall, std::move(args), &result), first);
}

} // namespace tw::rtype
