// Facts of graphs, and the effect of a call.
#include "translator/pyjitpl/effects.h"

#include "translator/flow/llops.h"
#include "translator/flow/marks.h"
#include "translator/host/host.h"
#include "translator/pyjitpl/descrs.h"

#include <algorithm>
#include <boost/range/iterator_range.hpp>
#include <unordered_set>

namespace tw::pyjitpl {

using flow::FunctionGraph;
using flow::OpCode;
using flow::Operation;
using lltype::ExternalFunction;

namespace {

struct OopspecRow {
  std::string_view name;
  Oopspec oopspec;
};
constexpr OopspecRow kOopspecs[] = {
#define TW_OOPSPEC(id, name) {name, Oopspec::id},
#include "jit/format/oopspecs.def"
};

host::Object* attributeOf(const FunctionGraph& graph, std::string_view name) {
  host::Host* host = graph.context().host();
  return graph.function && host ? host->getAttrOrNull(graph.function, name) : nullptr;
}

// Helpers of strings serve both types: "stroruni.concat" is decided by the first argument.
std::string typedOopspec(std::string name, const FunctionGraph& graph) {
  constexpr std::string_view kEither = "stroruni";
  if (!name.starts_with(kEither)) return name;
  for (const flow::Variable* argument : graph.startBlock->inputArgs) {
    if (!argument->type->isPtr() || !isString(argument->type->ptr().target())) continue;
    bool isByte =
        argument->type->ptr().target().structure().varArray()->item().kind() == lltype::Kind::Char;
    return (isByte ? "str" : "unicode") + name.substr(kEither.size());
  }
  return name;
}

} // namespace

Oopspec oopspecOf(const FunctionGraph& graph) {
  host::Object* spec = attributeOf(graph, "oopspec");
  if (!spec || !host::isStr(spec)) return Oopspec::None;
  std::string text(graph.context().host()->toStr(spec));
  std::string name = typedOopspec(text.substr(0, text.find('(')), graph);
  for (const OopspecRow& row : kOopspecs)
    if (row.name == name) return row.oopspec;
  return Oopspec::None;
}

Effects::Effects(std::span<FunctionGraph* const> graphs) : memory_(graphs) {
  flow::CallGraph calls(graphs);
  for (const std::vector<size_t>& component : calls.components()) {
    uint16_t facts = 0;
    for (size_t node : component) {
      facts |= ownFacts(*calls.graph(node));
      if (calls.callsUnknown(node)) facts |= kRandom;
      if (component.size() > 1 || calls.callsItself(node)) facts |= kRecursive;
      for (auto edge : boost::make_iterator_range(boost::out_edges(node, calls.boostGraph()))) {
        auto found = facts_.find(calls.graph(boost::target(edge, calls.boostGraph())));
        if (found != facts_.end()) facts |= found->second;
      }
    }
    for (size_t node : component) facts_[calls.graph(node)] = facts;
  }
}

namespace {

bool allocates(OpCode op) {
  return flow::llOpInfo(op).effect == lltype::Effect::Allocates || op == OpCode::LlRawMalloc;
}

} // namespace

uint16_t Effects::ownFacts(const FunctionGraph& graph) const {
  uint16_t facts = 0;
  for (const flow::Block* block : graph.blocks()) {
    for (const flow::Link* link : block->exits)
      if (link->target == graph.exceptBlock) facts |= kRaises;
    for (const Operation* op : block->operations) {
      if (flow::isCall(*op)) {
        if (const ExternalFunction* external = flow::callTargets(*op).external) {
          if (external->canRaise) facts |= kRaises;
          if (external->canCollect) facts |= kRandom;
        }
        continue;
      }
      if (allocates(op->op)) facts |= kAllocates;
      if (flow::opInfo(op->op).canRaise) facts |= kRaises;
      switch (op->op) {
      case OpCode::LlJitForceVirtualizable:
      case OpCode::LlJitForceVirtual: facts |= kForces; break;
      case OpCode::LlJitForceQuasiImmutable: facts |= kInvalidates; break;
      case OpCode::LlGcStoreIndexed: // into an array of any type
      case OpCode::LlJitEnterLoop: facts |= kRandom; break;
      default:
        if (flow::llOpInfo(op->op).effect == lltype::Effect::Collects) facts |= kRandom;
      }
    }
  }
  return facts;
}

uint16_t Effects::facts(const FunctionGraph& graph) const {
  auto found = facts_.find(&graph);
  return found == facts_.end() ? ownFacts(graph) : found->second;
}

// A function that calls itself through others can overflow the stack, which raises.
ExtraEffect Effects::extraOf(const flow::CallTargets& targets, uint16_t facts) const {
  auto all = [&](std::string_view mark) {
    return !targets.graphs.empty() && std::ranges::all_of(targets.graphs, [&](const auto* graph) {
      return flow::hasMark(*graph, mark);
    });
  };
  bool raises = facts & (kRaises | kRecursive | kRandom);
  bool elidable = all("_elidable_function_") || (targets.external && targets.external->pure);
  if (all("_jit_loop_invariant_")) return ExtraEffect::LoopInvariant;
  if (elidable) {
    if (raises) return ExtraEffect::ElidableCanRaise;
    return facts & kAllocates ? ExtraEffect::ElidableOrMemoryError
                              : ExtraEffect::ElidableCannotRaise;
  }
  if (facts & kRandom) return ExtraEffect::Random;
  if (facts & kForces) return ExtraEffect::Forces;
  return raises || (facts & kAllocates) ? ExtraEffect::CanRaise : ExtraEffect::CannotRaise;
}

Effect Effects::of(const flow::CallTargets& targets, Oopspec oopspec, const Descrs& descrs) const {
  uint16_t facts = targets.unknown ? kRandom | kRaises : 0;
  if (targets.external) {
    if (targets.external->canRaise) facts |= kRaises;
    if (targets.external->canCollect) facts |= kRandom;
  }
  for (const FunctionGraph* graph : targets.graphs) facts |= this->facts(*graph);
  // What it calls collects; all else is as it was.
  if (oopspec == Oopspec::JitForceVirtual) facts = kForces | kRaises;
  Effect effect;
  effect.extra = extraOf(targets, facts);
  effect.oopspec = oopspec;
  effect.canInvalidate = facts & (kInvalidates | kRandom);
  effect.canCollect = facts & (kAllocates | kRandom | kRaises | kRecursive);
  if (effect.extra == ExtraEffect::Random) return effect;
  using Place = backendopt::MemoryEffects::Place;
  std::set<Place> reads, writes;
  for (const FunctionGraph* graph : targets.graphs) {
    const backendopt::MemoryEffects& memory = memory_.effects(*graph);
    reads.insert(memory.reads.begin(), memory.reads.end());
    writes.insert(memory.writes.begin(), memory.writes.end());
  }
  bool elidable = effect.extra == ExtraEffect::ElidableCannotRaise ||
                  effect.extra == ExtraEffect::ElidableOrMemoryError ||
                  effect.extra == ExtraEffect::ElidableCanRaise;
  if (elidable || effect.extra == ExtraEffect::LoopInvariant) writes.clear();
  std::unordered_set<uint32_t> types; // most descriptors are of others
  for (const std::set<Place>* places : {&reads, &writes})
    for (const Place& place : *places) types.insert(place.first);
  for (uint32_t i = 0; i < descrs.size(); i++) {
    const Descr& descr = descrs.at(i);
    bool isArray = descr.what == DescrKind::Array || descr.what == DescrKind::Interior;
    if ((!isArray && descr.what != DescrKind::Field) || !descr.type) continue;
    if (!types.contains(descr.type->index())) continue;
    std::string item =
        descr.what == DescrKind::Array ? "" : descr.name.substr(descr.name.rfind('.') + 1);
    Place place{descr.type->index(), item};
    if (reads.contains(place)) (isArray ? effect.readArrays : effect.readFields).push_back(i);
    if (writes.contains(place)) (isArray ? effect.writeArrays : effect.writeFields).push_back(i);
  }
  return effect;
}

} // namespace tw::pyjitpl
