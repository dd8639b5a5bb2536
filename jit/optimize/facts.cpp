// Facts about memory and pure computations that hold at a loop's label.
#include "jit/optimize/loop_state.h"

#include "jit/trace/objects.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace tw::jit {

namespace {

constexpr size_t kMaxFacts = 256;

bool isFieldRead(Op op) { return op >= Op::GetFieldGcI && op <= Op::GetFieldGcF; }
bool isItemRead(Op op) { return op >= Op::GetArrayItemGcI && op <= Op::GetArrayItemGcF; }
bool isPureItemRead(Op op) {
  return op >= Op::GetArrayItemGcPureI && op <= Op::GetArrayItemGcPureF;
}
bool isInteriorRead(Op op) {
  return op >= Op::GetInteriorFieldGcI && op <= Op::GetInteriorFieldGcF;
}
bool isPlaceRead(Op op) { return isFieldRead(op) || isItemRead(op) || isInteriorRead(op); }
bool isLength(Op op) { return op == Op::ArrayLenGc || op == Op::StrLen || op == Op::UnicodeLen; }
bool isCall(Op op) { return opInfo(op).category == Category::Call; }

Op readOf(const tw_jit_descr& descr) {
  const int kind = descr.kind == 'i' ? 0 : descr.kind == 'r' ? 1 : 2;
  const Op base = descr.what == TW_DESCR_FIELD   ? Op::GetFieldGcI
                  : descr.what == TW_DESCR_ARRAY ? Op::GetArrayItemGcI
                                                 : Op::GetInteriorFieldGcI;
  return Op(int(base) + kind);
}

class Exporter {
public:
  Exporter(Optimizer& optimizer, std::span<const ValueId> leaves) : optimizer_(optimizer) {
    for (size_t i = 0; i < leaves.size(); ++i)
      available_.try_emplace(
          values().find(leaves[i]),
          FactOperand{FactOperand::What::Leaf, values()[leaves[i]].kind, uint32_t(i), 0});
  }

  // Facts that depend on others come after them: rounds, until nothing is added.
  void run() {
    for (bool added = true; added && facts.size() < kMaxFacts;) {
      const size_t before = facts.size();
      memory();
      computations();
      added = facts.size() != before;
    }
    sortByOrigin();
  }

  std::vector<Fact> facts;
  std::vector<ValueId> factValues;
  std::vector<PureKey> factKeys;

private:
  Values& values() { return optimizer_.values(); }

  bool operand(ValueId value, FactOperand* result) {
    value = values().find(value);
    if (auto word = values().constantWord(value)) {
      *result = {FactOperand::What::Constant, values()[value].kind, 0, *word};
      return true;
    }
    auto known = available_.find(value);
    if (known == available_.end()) return false;
    *result = known->second;
    return true;
  }

  void add(Op op, uint32_t descr, std::span<const ValueId> operands, ValueId value) {
    value = values().find(value);
    if (facts.size() >= kMaxFacts || values().isVirtual(value)) return;
    Fact fact{op, false, descr, {}, {}, {}};
    bool onlyConstants = true;
    for (ValueId id : operands) {
      FactOperand made;
      if (!operand(id, &made)) return;
      onlyConstants &= made.what == FactOperand::What::Constant;
      fact.operands.push_back(made);
    }
    PureKey key{op, descr, {}};
    for (ValueId id : operands) key.operands.push_back(values().find(id));
    if (!seen_.insert({key, true}).second) return;
    fact.result.kind = values()[value].kind;
    if (auto word = values().constantWord(value)) {
      if (!isPlaceRead(op)) return; // would have been folded, where it can be relied on
      fact.result.what = StateNode::What::Constant;
      fact.result.word = *word;
    } else {
      if (onlyConstants && !isPlaceRead(op) && !isCall(op)) return;
      if (fact.result.kind == Kind::Int) {
        fact.result.bound = values().bound(value).widen();
      } else if (fact.result.kind == Kind::Ref) {
        fact.result.nonNull = values().isNonNull(value);
        fact.result.vtable = values().vtableOf(value);
      }
      available_.try_emplace(
          value, FactOperand{FactOperand::What::Fact, fact.result.kind, uint32_t(facts.size()), 0});
    }
    facts.push_back(std::move(fact));
    factValues.push_back(value);
    factKeys.push_back(std::move(key));
  }

  // In the order in which the trace came to know the values. Operands stay in front.
  void sortByOrigin() {
    std::vector<uint32_t> origins, order(facts.size()), place(facts.size());
    for (size_t i = 0; i < facts.size(); ++i) {
      const Operand out = values()[factValues[i]].out;
      uint32_t origin = out.isResult() ? out.index() : 0;
      for (const FactOperand& operand : facts[i].operands)
        if (operand.what == FactOperand::What::Fact)
          origin = std::max(origin, origins[operand.index]);
      origins.push_back(origin);
    }
    std::iota(order.begin(), order.end(), 0u);
    std::ranges::stable_sort(order, {}, [&](uint32_t i) { return origins[i]; });
    for (uint32_t i = 0; i < order.size(); ++i) place[order[i]] = i;
    std::vector<Fact> sorted;
    std::vector<ValueId> sortedValues;
    std::vector<PureKey> sortedKeys;
    for (uint32_t from : order) {
      for (FactOperand& operand : facts[from].operands)
        if (operand.what == FactOperand::What::Fact) operand.index = place[operand.index];
      sorted.push_back(std::move(facts[from]));
      sortedValues.push_back(factValues[from]);
      sortedKeys.push_back(std::move(factKeys[from]));
    }
    facts = std::move(sorted);
    factValues = std::move(sortedValues);
    factKeys = std::move(sortedKeys);
  }

  void memory() {
    const std::vector<uint32_t> descrs(optimizer_.heap().descrs().begin(),
                                       optimizer_.heap().descrs().end());
    for (uint32_t descr : descrs) {
      const auto known = optimizer_.heap().known(descr);
      const std::vector<KnownPlace> places(known.begin(), known.end());
      for (const KnownPlace& place : places) {
        const ValueId operands[] = {place.place.object, place.place.index};
        add(readOf(descrAt(descr)), descr,
            std::span(operands, place.place.index == kNoValue ? 1u : 2u), place.value);
      }
    }
  }

  void computations() {
    for (const PureKey& key : optimizer_.pureOrder()) {
      auto known = optimizer_.pure().find(key);
      if (known == optimizer_.pure().end()) continue;
      if (opInfo(key.op).category == Category::Overflow) continue;
      if (isCall(key.op)) {
        const tw_jit_effect& effect = tw_jit_program.effects[descrAt(key.descr).call.effect];
        if (effect.extra != TW_EFFECT_ELIDABLE_CANNOT_RAISE &&
            effect.extra != TW_EFFECT_LOOP_INVARIANT)
          continue;
      }
      add(key.op, key.descr, key.operands, known->second);
    }
  }

  Optimizer& optimizer_;
  std::map<ValueId, FactOperand> available_;
  std::unordered_map<PureKey, bool, PureKeyHash> seen_;
};

} // namespace

std::vector<Fact> exportFacts(Optimizer& optimizer, std::span<const ValueId> leaves,
                              std::vector<ValueId>* values, std::vector<PureKey>* keys) {
  Exporter exporter(optimizer, leaves);
  exporter.run();
  *values = std::move(exporter.factValues);
  *keys = std::move(exporter.factKeys);
  return std::move(exporter.facts);
}

void importFact(const Fact& fact, std::span<const ValueId> operands, ValueId result,
                Optimizer& optimizer) {
  if (isPlaceRead(fact.op)) {
    const ValueId index = operands.size() > 1 ? operands[1] : kNoValue;
    optimizer.heap().remember(fact.descr, {operands[0], index}, result);
    return;
  }
  if (isLength(fact.op) && !optimizer.values().isConstant(operands[0]))
    optimizer.values().object(operands[0]).length = result;
  optimizer.rememberPure({fact.op, fact.descr, {operands.begin(), operands.end()}}, result);
}

ValueId computeFact(const Fact& fact, std::span<const ValueId> operands, Optimizer& optimizer,
                    bool emitNothing) {
  Values& values = optimizer.values();
  if (isPlaceRead(fact.op)) {
    const Place place{values.find(operands[0]),
                      operands.size() > 1 ? values.find(operands[1]) : kNoValue};
    if (emitNothing) {
      if (values.isVirtual(place.object)) return kNoValue;
      return optimizer.heap().lookup(fact.descr, place);
    }
    // The object was read from in the loop; here it must be known to be one.
    if (!values.isNonNull(place.object)) return kNoValue;
    if (isFieldRead(fact.op)) return optimizer.readField(fact.op, place.object, fact.descr);
    if (isItemRead(fact.op))
      return optimizer.readItem(fact.op, place.object, place.index, fact.descr);
    return kNoValue;
  }
  std::vector<ValueId> arguments(operands.begin(), operands.end());
  for (ValueId& argument : arguments) argument = values.find(argument);
  if (auto known = optimizer.pure().find({fact.op, fact.descr, arguments});
      known != optimizer.pure().end())
    return values.find(known->second);
  if (emitNothing) return kNoValue;
  if (opInfo(fact.op).category == Category::Pure)
    return optimizer.computePure(fact.op, std::move(arguments));
  if (isLength(fact.op))
    return values.isNonNull(arguments[0]) ? optimizer.lengthOf(fact.op, arguments[0], fact.descr)
                                          : kNoValue;
  if (isPureItemRead(fact.op) && values.isNonNull(arguments[0]))
    return optimizer.readItem(fact.op, arguments[0], arguments[1], fact.descr);
  return kNoValue;
}

size_t LoopEntry::bytes() const {
  size_t sum = sizeof *this + state.roots.capacity() * sizeof(int32_t) +
               state.nodes.capacity() * sizeof(StateNode) + facts.capacity() * sizeof(Fact);
  for (const StateNode& node : state.nodes) sum += node.parts.capacity() * sizeof(int32_t);
  for (const Fact& fact : facts)
    sum += fact.operands.capacity() * sizeof(FactOperand) +
           fact.result.parts.capacity() * sizeof(int32_t);
  return sum;
}

void LoopEntry::pack() {
  state.roots.shrink_to_fit();
  state.nodes.shrink_to_fit();
  facts.shrink_to_fit();
}

void LoopEntry::visitRoots(VisitSlot visit, void* context) {
  const auto show = [&](Kind kind, int64_t* word) {
    if (kind == Kind::Ref && *word) visit(reinterpret_cast<void**>(word), context);
  };
  for (StateNode& node : state.nodes)
    if (node.what == StateNode::What::Constant) show(node.kind, &node.word);
  for (Fact& fact : facts) {
    if (fact.result.what == StateNode::What::Constant) show(fact.result.kind, &fact.result.word);
    for (FactOperand& operand : fact.operands)
      if (operand.what == FactOperand::What::Constant) show(operand.kind, &operand.word);
  }
}

} // namespace tw::jit
