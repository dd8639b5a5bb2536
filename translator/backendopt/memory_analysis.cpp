// MemoryAnalysis: numbering the places, and the components' effects.
#include "translator/backendopt/memory_analysis.h"

#include "translator/flow/llconstants.h"
#include "translator/flow/llops.h"

#include <boost/container_hash/hash.hpp>
#include <boost/range/iterator_range.hpp>

namespace tw::backendopt {

using flow::FunctionGraph;
using flow::OpCode;
using flow::Operation;
using lltype::Effect;
using lltype::Type;

namespace {

using Key = std::pair<uint32_t, std::string>; // type index and field

// The struct of the flattened hierarchy that introduces the field: one name for
// the field in all classes below.
const lltype::StructType& ownerOf(const lltype::StructType& type, const std::string& field) {
  const lltype::StructType* owner = &type;
  while (owner->base() && owner->base()->find(field)) owner = owner->base();
  return *owner;
}

// The last step of an access path: a field of a struct, or an item.
Key lastStep(const Operation& op, size_t end) {
  const Type* type = &op.args[0].type()->ptr().target();
  Key key{type->index(), ""};
  for (size_t i = 1; i < end; ++i) {
    if (const lltype::Symbol* field = flow::symbolOf(op.args[i])) {
      key = {ownerOf(type->structure(), field->name).index(), field->name};
      type = type->structure().field(field->name).type;
    } else {
      key = {type->index(), ""};
      type = type->asArray() ? &type->array().item() : &type->fixedArray().item();
    }
  }
  return key;
}

Key itemsOf(const Operation& op, size_t arg) {
  return {op.args[arg].type()->ptr().target().index(), ""};
}

struct OperationKeys {
  std::optional<Key> read, written;
  bool unknown = false;
};

OperationKeys keysOf(const Operation& op) {
  OperationKeys keys;
  if (!flow::isLowLevel(op.op)) {
    keys.unknown = true;
    return keys;
  }
  switch (op.op) {
  case OpCode::LlGetField:
  case OpCode::LlGetArrayItem:
  case OpCode::LlGetInteriorField: keys.read = lastStep(op, op.args.size()); return keys;
  case OpCode::LlSetField:
  case OpCode::LlBareSetField:
  case OpCode::LlSetArrayItem:
  case OpCode::LlBareSetArrayItem:
  case OpCode::LlSetInteriorField:
  case OpCode::LlBareSetInteriorField: keys.written = lastStep(op, op.args.size() - 1); return keys;
  case OpCode::LlArrayCopy:
    keys.read = itemsOf(op, 0);
    keys.written = itemsOf(op, 1);
    return keys;
  case OpCode::LlArrayClear:
  case OpCode::LlArrayFill: keys.written = itemsOf(op, 0); return keys;
  default: break;
  }
  if (flow::isCall(op)) {
    flow::CallTargets targets = flow::callTargets(op);
    keys.unknown = targets.unknown || (targets.external && !targets.external->pure);
    return keys;
  }
  Effect effect = flow::llOpInfo(op.op).effect;
  keys.unknown = effect == Effect::Writes || effect == Effect::Collects;
  return keys;
}

void merge(MemoryAnalysis::Effects& into, const MemoryAnalysis::Effects& from) {
  into.reads |= from.reads;
  into.writes |= from.writes;
  into.unknown |= from.unknown;
}

} // namespace

size_t MemoryAnalysis::KeyHash::operator()(const Key& key) const { return boost::hash<Key>()(key); }

MemoryAnalysis::Own MemoryAnalysis::numberPlaces(const FunctionGraph& graph) {
  Own own;
  auto number = [this](Key key) {
    return numbers_.emplace(std::move(key), static_cast<Place>(numbers_.size())).first->second;
  };
  for (const flow::Block* block : graph.blocks()) {
    for (const Operation* op : block->operations) {
      OperationKeys keys = keysOf(*op);
      if (keys.read) own.reads.push_back(number(std::move(*keys.read)));
      if (keys.written) own.writes.push_back(number(std::move(*keys.written)));
      own.unknown |= keys.unknown;
    }
  }
  return own;
}

MemoryAnalysis::Effects MemoryAnalysis::effectsOf(std::span<const size_t> component,
                                                  const flow::CallGraph& calls,
                                                  std::span<const Own> own) const {
  Effects effects{Places(numbers_.size()), Places(numbers_.size())};
  for (size_t node : component) {
    for (Place place : own[node].reads) effects.reads.set(place);
    for (Place place : own[node].writes) effects.writes.set(place);
    effects.unknown |= own[node].unknown || calls.callsUnknown(node);
    for (auto edge : boost::make_iterator_range(boost::out_edges(node, calls.boostGraph()))) {
      auto callee = components_.find(calls.graph(boost::target(edge, calls.boostGraph())));
      if (callee != components_.end()) merge(effects, effects_[callee->second]);
    }
  }
  return effects;
}

MemoryAnalysis::MemoryAnalysis(std::span<FunctionGraph* const> graphs) {
  flow::CallGraph calls(graphs);
  std::vector<Own> own;
  for (size_t node = 0; node < calls.size(); ++node)
    own.push_back(numberPlaces(*calls.graph(node)));
  unknown_ = {Places(numbers_.size()), Places(numbers_.size()), true};
  for (const std::vector<size_t>& component : calls.components()) {
    effects_.push_back(effectsOf(component, calls, own));
    for (size_t node : component) components_.emplace(calls.graph(node), effects_.size() - 1);
  }
}

const MemoryAnalysis::Effects& MemoryAnalysis::effects(const FunctionGraph& graph) const {
  auto found = components_.find(&graph);
  return found == components_.end() ? unknown_ : effects_[found->second];
}

std::optional<MemoryAnalysis::Place> MemoryAnalysis::numberOf(const std::optional<Key>& key) const {
  if (!key) return std::nullopt;
  auto found = numbers_.find(*key);
  if (found == numbers_.end()) return std::nullopt;
  return found->second;
}

MemoryAnalysis::Accesses MemoryAnalysis::accesses(const Operation& op) const {
  OperationKeys keys = keysOf(op);
  Accesses accesses{numberOf(keys.read), numberOf(keys.written), {}, keys.unknown};
  if (!flow::isLowLevel(op.op) || !flow::isCall(op)) return accesses;
  for (const FunctionGraph* graph : flow::callTargets(op).graphs) {
    accesses.callees.push_back(&effects(*graph));
    accesses.unknown |= accesses.callees.back()->unknown;
  }
  return accesses;
}

bool MemoryAnalysis::Accesses::mayWrite(Place place) const {
  if (written == place) return true;
  for (const Effects* callee : callees)
    if (callee->writes.test(place)) return true;
  return false;
}

std::optional<MemoryAnalysis::Place> MemoryAnalysis::placeOf(const Operation& op) const {
  OperationKeys keys = keysOf(op);
  return numberOf(keys.read ? keys.read : keys.written);
}

std::optional<MemoryAnalysis::Place> MemoryAnalysis::find(uint32_t type,
                                                          std::string_view field) const {
  return numberOf(Key{type, field});
}

} // namespace tw::backendopt
