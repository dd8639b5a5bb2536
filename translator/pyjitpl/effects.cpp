// Facts of graphs, and the effect of a call.
#include "translator/pyjitpl/effects.h"

#include "translator/flow/llops.h"
#include "translator/flow/marks.h"
#include "translator/host/host.h"
#include "translator/pyjitpl/descrs.h"

#include <algorithm>
#include <boost/range/iterator_range.hpp>

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

Effect Effects::of(const flow::CallTargets& targets, Oopspec oopspec, const Descrs& descrs) {
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
  if (effect.extra != ExtraEffect::Random) addPlaces(effect, targets, descrs);
  return effect;
}

namespace {

bool isArray(const Descr& descr) {
  return descr.what == DescrKind::Array || descr.what == DescrKind::Interior;
}

bool writesNothing(ExtraEffect extra) {
  return extra == ExtraEffect::ElidableCannotRaise || extra == ExtraEffect::ElidableOrMemoryError ||
         extra == ExtraEffect::ElidableCanRaise || extra == ExtraEffect::LoopInvariant;
}

} // namespace

std::optional<Effects::Place> Effects::placeOf(const Descr& descr) const {
  if ((!isArray(descr) && descr.what != DescrKind::Field) || !descr.type) return std::nullopt;
  std::string_view name = descr.name;
  name.remove_prefix(descr.what == DescrKind::Array ? name.size() : name.rfind('.') + 1);
  return memory_.find(descr.type->index(), name);
}

void Effects::addPlaces(Effect& effect, const flow::CallTargets& targets, const Descrs& descrs) {
  while (places_.size() < descrs.size())
    places_.push_back(placeOf(descrs.at(static_cast<uint32_t>(places_.size()))));
  std::vector<const backendopt::MemoryAnalysis::Effects*> callees;
  for (const FunctionGraph* graph : targets.graphs) callees.push_back(&memory_.effects(*graph));
  bool pure = writesNothing(effect.extra);
  for (uint32_t i = 0; i < places_.size(); i++) {
    if (!places_[i]) continue;
    bool reads = false, writes = false;
    for (const auto* callee : callees) {
      reads |= callee->reads.test(*places_[i]);
      writes |= !pure && callee->writes.test(*places_[i]);
    }
    bool array = isArray(descrs.at(i));
    if (reads) (array ? effect.readArrays : effect.readFields).push_back(i);
    if (writes) (array ? effect.writeArrays : effect.writeFields).push_back(i);
  }
}

} // namespace tw::pyjitpl
