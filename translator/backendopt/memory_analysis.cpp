// MemoryAnalysis: the places in memory that a graph may read and write.
#include "translator/backendopt/analysis.h"

#include "translator/flow/llconstants.h"
#include "translator/flow/llops.h"

#include <boost/range/iterator_range.hpp>

namespace tw::backendopt {

using flow::FunctionGraph;
using flow::Operation;
using flow::Value;
using lltype::Effect;
using lltype::Type;

namespace {

// The struct of the flattened hierarchy that introduces the field: one name for
// the field in all classes below.
const lltype::StructType& ownerOf(const lltype::StructType& type, const std::string& field) {
  const lltype::StructType* owner = &type;
  while (owner->base() && owner->base()->find(field)) owner = owner->base();
  return *owner;
}

// The last step of an access path: a field of a struct, or an item.
MemoryEffects::Place placeOf(const Operation& op, size_t end) {
  const Type* type = &op.args[0].type()->ptr().target();
  MemoryEffects::Place place{type->index(), ""};
  for (size_t i = 1; i < end; ++i) {
    if (const lltype::Symbol* field = flow::symbolOf(op.args[i])) {
      place = {ownerOf(type->structure(), field->name).index(), field->name};
      type = type->structure().field(field->name).type;
    } else {
      place = {type->index(), ""};
      type = type->asArray() ? &type->array().item() : &type->fixedArray().item();
    }
  }
  return place;
}

void addOperation(MemoryEffects& effects, const Operation& op) {
  if (!flow::isLowLevel(op.op)) {
    effects.unknown = true;
    return;
  }
  size_t count = op.args.size();
  switch (op.op) {
  case flow::OpCode::LlGetField:
  case flow::OpCode::LlGetArrayItem:
  case flow::OpCode::LlGetInteriorField: effects.reads.insert(placeOf(op, count)); return;
  case flow::OpCode::LlSetField:
  case flow::OpCode::LlBareSetField:
  case flow::OpCode::LlSetArrayItem:
  case flow::OpCode::LlBareSetArrayItem:
  case flow::OpCode::LlSetInteriorField:
  case flow::OpCode::LlBareSetInteriorField: effects.writes.insert(placeOf(op, count - 1)); return;
  case flow::OpCode::LlArrayCopy:
    effects.reads.insert({op.args[0].type()->ptr().target().index(), ""});
    effects.writes.insert({op.args[1].type()->ptr().target().index(), ""});
    return;
  case flow::OpCode::LlArrayClear:
  case flow::OpCode::LlArrayFill:
    effects.writes.insert({op.args[0].type()->ptr().target().index(), ""});
    return;
  default: break;
  }
  if (flow::isCall(op)) {
    flow::CallTargets targets = flow::callTargets(op);
    effects.unknown |= targets.unknown || (targets.external && !targets.external->pure);
    return;
  }
  Effect effect = flow::llOpInfo(op.op).effect;
  effects.unknown |= effect == Effect::Writes || effect == Effect::Collects;
}

void merge(MemoryEffects& into, const MemoryEffects& from) {
  into.reads.insert(from.reads.begin(), from.reads.end());
  into.writes.insert(from.writes.begin(), from.writes.end());
  into.unknown |= from.unknown;
}

} // namespace

MemoryEffects::Place placeOf(const Operation& op) {
  bool writes = flow::llOpInfo(op.op).effect == Effect::Writes;
  return placeOf(op, op.args.size() - (writes ? 1 : 0));
}

MemoryEffects MemoryAnalysis::effects(const Operation& op) const {
  MemoryEffects result;
  addOperation(result, op);
  if (flow::isLowLevel(op.op) && flow::isCall(op))
    for (const FunctionGraph* graph : flow::callTargets(op).graphs) merge(result, effects(*graph));
  return result;
}

MemoryAnalysis::MemoryAnalysis(std::span<FunctionGraph* const> graphs) {
  unknown_.unknown = true;
  flow::CallGraph calls(graphs);
  for (const std::vector<size_t>& component : calls.components()) {
    MemoryEffects effects;
    for (size_t node : component) {
      effects.unknown |= calls.callsUnknown(node);
      for (const flow::Block* block : calls.graph(node)->blocks())
        for (const Operation* op : block->operations) addOperation(effects, *op);
      for (auto edge : boost::make_iterator_range(boost::out_edges(node, calls.boostGraph()))) {
        auto found = effects_.find(calls.graph(boost::target(edge, calls.boostGraph())));
        if (found != effects_.end()) merge(effects, found->second);
      }
    }
    for (size_t node : component) effects_[calls.graph(node)] = effects;
  }
}

const MemoryEffects& MemoryAnalysis::effects(const FunctionGraph& graph) const {
  auto found = effects_.find(&graph);
  return found == effects_.end() ? unknown_ : found->second;
}

} // namespace tw::backendopt
