// forwardStores: a field or item whose value is known is not read again.
//
// What a block knows about memory is what its only predecessor knew at its end,
// and what its own reads and writes tell. A write forgets what it may overwrite:
// the same field of any object, the same kind of items, all that a call may
// write; where the collector may run, finalizers may write anything that is not
// immutable. Reads of raw memory stay: other owners may change it.
#include "translator/backendopt/analysis.h"
#include "translator/backendopt/backendopt.h"
#include "translator/backendopt/memory_analysis.h"

#include "translator/flow/entries.h"
#include "translator/flow/llconstants.h"
#include "translator/flow/llops.h"
#include "translator/flow/simplify.h"
#include "translator/flow/ssa.h"

#include <map>
#include <optional>
#include <unordered_map>

namespace tw::backendopt {

using flow::Block;
using flow::OpCode;
using flow::Operation;
using flow::Value;
using flow::Variable;

namespace {

enum class Access : uint8_t { None, Read, Write };

Access accessOf(const Operation& op) {
  switch (op.op) {
  case OpCode::LlGetField:
  case OpCode::LlGetArrayItem: return Access::Read;
  case OpCode::LlSetField:
  case OpCode::LlBareSetField:
  case OpCode::LlSetArrayItem:
  case OpCode::LlBareSetArrayItem: return Access::Write;
  default: return Access::None;
  }
}

bool isItem(const Operation& op) {
  return op.op == OpCode::LlGetArrayItem || op.op == OpCode::LlSetArrayItem ||
         op.op == OpCode::LlBareSetArrayItem;
}

bool isImmutable(const Operation& op) {
  const lltype::Type& type = op.args[0].type()->ptr().target();
  if (isItem(op)) return type.asArray() && type.array().isImmutable();
  const lltype::Symbol* name = flow::symbolOf(op.args[1]);
  return type.structure().field(name->name).isImmutable();
}

// The values of places in memory, at one point of a graph in SSA form.
class KnownMemory {
public:
  using Place = MemoryAnalysis::Place;

  std::optional<Value> find(Place place, Value object, Value index) const {
    auto cells = places_.find(place);
    if (cells == places_.end()) return std::nullopt;
    for (const Cell& cell : cells->second)
      if (same(cell.object, object) && same(cell.index, index)) return cell.value;
    return std::nullopt;
  }
  void add(Place place, Value object, Value index, Value value, bool immutable) {
    places_[place].push_back({object, index, value, immutable});
  }
  void forget(Place place) { places_.erase(place); }
  void forgetWritten(const MemoryAnalysis::Accesses& accesses) {
    std::erase_if(places_, [&](const auto& entry) { return accesses.mayWrite(entry.first); });
  }
  bool empty() const { return places_.empty(); }
  void forgetMutable() {
    auto isMutable = [](const Cell& cell) { return !cell.immutable; };
    for (auto& [place, cells] : places_) std::erase_if(cells, isMutable);
  }

private:
  struct Cell {
    Value object;
    Value index; // null for a field
    Value value;
    bool immutable;
  };
  static bool same(Value a, Value b) {
    return a == b || (a.isConstant() && b.isConstant() && flow::sameValue(a, b));
  }
  std::map<Place, std::vector<Cell>> places_;
};

class StoreForwarder {
public:
  StoreForwarder(flow::FunctionGraph& graph, const Analysis& analysis, const MemoryAnalysis& memory)
      : graph_(graph), analysis_(analysis), memory_(memory) {}

  bool run() {
    flow::unifyVariables(graph_);
    visitTree();
    renaming_.apply(graph_);
    flow::convertToSsi(graph_);
    if (renaming_.empty()) return false;
    flow::cleanupGraph(graph_);
    return true;
  }

private:
  // Preorder: the only predecessor of a block comes before it.
  void visitTree() {
    flow::EntryMap entries(graph_);
    std::unordered_map<const Block*, KnownMemory> atEnd;
    for (Block* block : graph_.blocks()) {
      const std::span<flow::Link* const> links = entries.of(block);
      KnownMemory known;
      if (links.size() == 1 && atEnd.contains(links[0]->source)) known = atEnd.at(links[0]->source);
      visit(*block, known);
      atEnd[block] = std::move(known);
    }
  }

  void visit(Block& block, KnownMemory& known) {
    std::vector<Operation*> kept;
    for (Operation* op : block.operations) {
      for (Value& arg : op->args) arg = renaming_.resolve(arg);
      if (op->op == OpCode::LlCastPointer && op->args[0].isVariable())
        origins_[op->result] = originOf(op->args[0]);
      Access access = flow::isLowLevel(op->op) ? accessOf(*op) : Access::None;
      if (access == Access::Read && op->args[0].type()->isGcPtr()) {
        if (forwarded(*op, known)) continue;
      } else if (access == Access::Write) {
        write(*op, known);
      } else {
        forgetWrites(*op, known);
      }
      kept.push_back(op);
    }
    block.operations = std::move(kept);
  }

  void forgetWrites(const Operation& op, KnownMemory& known) const {
    if (known.empty()) return;
    MemoryAnalysis::Accesses accesses = memory_.accesses(op);
    if (accesses.unknown || analysis_.canCollect(op)) known.forgetMutable();
    known.forgetWritten(accesses);
  }

  // Whether the read is superfluous; else its result becomes known.
  bool forwarded(const Operation& op, KnownMemory& known) {
    std::optional<MemoryAnalysis::Place> place = memory_.placeOf(op);
    if (!place) return false;
    Value object = originOf(op.args[0]);
    Value index = isItem(op) ? op.args[1] : Value();
    std::optional<Value> value = known.find(*place, object, index);
    if (value && value->type() == op.result->type) {
      renaming_.add(op.result, *value);
      return true;
    }
    if (!value) known.add(*place, object, index, op.result, isImmutable(op));
    return false;
  }

  void write(const Operation& op, KnownMemory& known) {
    std::optional<MemoryAnalysis::Place> place = memory_.placeOf(op);
    if (!place) return;
    known.forget(*place);
    if (op.args[0].type()->isGcPtr())
      known.add(*place, originOf(op.args[0]), isItem(op) ? op.args[1] : Value(), op.args.back(),
                isImmutable(op));
  }

  // The pointer before casts.
  Value originOf(Value pointer) const {
    if (!pointer.isVariable()) return pointer;
    auto found = origins_.find(pointer.variable());
    return found == origins_.end() ? pointer : found->second;
  }

  flow::FunctionGraph& graph_;
  const Analysis& analysis_;
  const MemoryAnalysis& memory_;
  flow::Renaming renaming_;
  std::unordered_map<const Variable*, Value> origins_;
};

} // namespace

bool forwardStores(flow::FunctionGraph& graph, const Analysis& analysis,
                   const MemoryAnalysis& memory) {
  return StoreForwarder(graph, analysis, memory).run();
}

} // namespace tw::backendopt
