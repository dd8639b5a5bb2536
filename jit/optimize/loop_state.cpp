// States of loop-carried values: building, generalizing, matching.
#include "jit/optimize/loop_state.h"

#include "jit/trace/objects.h"

#include <map>

namespace tw::jit {

namespace {

using What = StateNode::What;

// Strings are made before the end of a loop: what they consist of grows. So is raw memory, which
// seldom lives so long.
bool isMadeAtTheEnd(const ObjectInfo& info) { return info.what >= VirtualShape::What::Str; }

StateNode plainNode(ValueId value, Optimizer& optimizer, bool widen) {
  Values& values = optimizer.values();
  StateNode node;
  node.kind = values[value].kind;
  if (node.kind == Kind::Int) {
    node.bound = widen ? values.bound(value).widen() : values.bound(value);
  } else if (node.kind == Kind::Ref) {
    node.nonNull = values.isNonNull(value);
    node.vtable = values.vtableOf(value);
  }
  return node;
}

// Walks a state and the values that should match it, side by side.
class Walk {
public:
  Walk(const LoopState& state, Optimizer& optimizer) : state_(state), optimizer_(optimizer) {}
  virtual ~Walk() = default;

  bool run(std::span<const ValueId> values) {
    assert(values.size() == state_.roots.size());
    for (size_t i = 0; i < values.size(); ++i)
      if (!visit(state_.roots[i], values[i])) return false;
    return true;
  }

protected:
  // Leaves and constants; virtual nodes whose value is not virtual, or of another shape (`misfit`).
  virtual bool atPlain(const StateNode& node, ValueId value) = 0;
  virtual bool atConstant(const StateNode& node, ValueId value) = 0;
  virtual bool atMisfit(const StateNode& node, ValueId value) = 0;

  Optimizer& optimizer() { return optimizer_; }

private:
  bool visit(int32_t index, ValueId value) {
    const StateNode& node = state_.nodes[size_t(index)];
    value = optimizer_.values().find(value);
    if (node.what == What::Plain) return atPlain(node, value);
    if (node.what == What::Constant) return atConstant(node, value);
    auto [seen, isNew] = pairs_.try_emplace(index, value);
    if (!isNew) return seen->second == value || atMisfit(node, value);
    const ObjectInfo* info = optimizer_.values().objectIfAny(value);
    if (!info || !info->isVirtual || info->what != node.shape || info->descr != node.descr ||
        info->vtable != node.vtable || info->parts.size() != node.parts.size())
      return atMisfit(node, value);
    for (auto [other, otherValue] : pairs_)
      if (other != index && otherValue == value) return atMisfit(node, value);
    const std::vector<ValueId> parts = info->parts;
    for (size_t i = 0; i < parts.size(); ++i) {
      if (node.parts[i] < 0) {
        if (parts[i] == kNoValue) continue;
        auto word = optimizer_.values().constantWord(parts[i]);
        if (!word || *word != 0) return atMisfit(node, value);
        continue;
      }
      const ValueId part = parts[i] != kNoValue
                               ? parts[i]
                               : optimizer_.values().zero(state_.nodes[size_t(node.parts[i])].kind);
      if (!visit(node.parts[i], part)) return false;
    }
    return true;
  }

  const LoopState& state_;
  Optimizer& optimizer_;
  std::map<int32_t, ValueId> pairs_;
};

class StateBuilder {
public:
  StateBuilder(LoopState& state, Optimizer& optimizer) : state_(state), optimizer_(optimizer) {}

  int32_t add(ValueId value) {
    Values& values = optimizer_.values();
    value = values.find(value);
    StateNode node = plainNode(value, optimizer_, true);
    if (auto word = values.constantWord(value)) {
      node.what = What::Constant;
      node.word = *word;
      return push(std::move(node));
    }
    if (!values.isVirtual(value) || isMadeAtTheEnd(*values.objectIfAny(value)))
      return push(std::move(node));
    auto [known, isNew] = virtuals_.try_emplace(value, int32_t(state_.nodes.size()));
    if (!isNew) return known->second;
    const ObjectInfo info = *values.objectIfAny(value);
    node.what = What::Virtual;
    node.shape = info.what;
    node.descr = info.descr;
    node.vtable = info.vtable;
    const int32_t index = push(std::move(node));
    for (ValueId part : info.parts) {
      const int32_t child = part == kNoValue ? -1 : add(part);
      state_.nodes[size_t(index)].parts.push_back(child);
    }
    return index;
  }

private:
  int32_t push(StateNode node) {
    state_.nodes.push_back(std::move(node));
    return int32_t(state_.nodes.size() - 1);
  }
  LoopState& state_;
  Optimizer& optimizer_;
  std::map<ValueId, int32_t> virtuals_;
};

// The join of a state and values: a new state with the nodes of both reconciled.
class Join {
public:
  Join(const LoopState& from, Optimizer& optimizer) : from_(from), optimizer_(optimizer) {}

  LoopState run(std::span<const ValueId> values) {
    // A virtual node that does not fit becomes plain everywhere: again from the start.
    do {
      again_ = false;
      result_ = {};
      built_.clear();
      partner_.clear();
      for (size_t i = 0; i < values.size(); ++i)
        result_.roots.push_back(join(from_.roots[i], values[i]));
    } while (again_);
    return std::move(result_);
  }

private:
  int32_t push(StateNode node) {
    result_.nodes.push_back(std::move(node));
    return int32_t(result_.nodes.size() - 1);
  }

  int32_t join(int32_t index, ValueId value) {
    const StateNode& node = from_.nodes[size_t(index)];
    Values& values = optimizer_.values();
    value = values.find(value);
    if (node.what == What::Constant && values.constantWord(value) == node.word) return push(node);
    if (node.what != What::Virtual || plain_.contains(index)) return push(joinPlain(node, value));
    if (auto known = built_.find(index); known != built_.end()) {
      if (partner_[value] == index) return known->second;
      return makePlain(index);
    }
    const ObjectInfo* info = values.objectIfAny(value);
    if (!info || !info->isVirtual || info->what != node.shape || info->descr != node.descr ||
        info->vtable != node.vtable || info->parts.size() != node.parts.size() ||
        partner_.contains(value))
      return makePlain(index);
    partner_[value] = index;
    StateNode copy = node;
    copy.parts.clear();
    const int32_t made = push(std::move(copy));
    built_[index] = made;
    const std::vector<ValueId> parts = info->parts;
    for (size_t i = 0; i < parts.size(); ++i) {
      const int32_t child = joinPart(node.parts[i], parts[i]);
      result_.nodes[size_t(made)].parts.push_back(child);
    }
    return made;
  }

  int32_t joinPart(int32_t index, ValueId part) {
    if (index >= 0) {
      const ValueId value =
          part != kNoValue ? part : optimizer_.values().zero(from_.nodes[size_t(index)].kind);
      return join(index, value);
    }
    if (part == kNoValue) return -1;
    auto word = optimizer_.values().constantWord(part);
    if (word && *word == 0) return -1;
    // Zero on one side: a plain value of which nothing is known.
    StateNode node;
    node.kind = optimizer_.values()[part].kind;
    return push(std::move(node));
  }

  int32_t makePlain(int32_t index) {
    plain_.insert({index, true});
    again_ = true;
    StateNode node;
    node.kind = Kind::Ref;
    return push(std::move(node));
  }

  StateNode joinPlain(const StateNode& node, ValueId value) {
    StateNode result;
    result.kind = node.kind;
    const StateNode other = plainNode(value, optimizer_, false);
    if (node.kind == Kind::Int) {
      const IntBound bound =
          node.what == What::Constant ? IntBound::constant(node.word) : node.bound;
      result.bound = bound.containsAllOf(other.bound) && node.what == What::Plain
                         ? bound
                         : bound.join(other.bound).widen();
    } else if (node.kind == Kind::Ref) {
      const bool isConstant = node.what == What::Constant;
      const bool nonNull = isConstant ? node.word != 0 : node.nonNull || node.what == What::Virtual;
      int64_t vtable = node.vtable;
      result.nonNull = nonNull && other.nonNull;
      result.vtable = vtable == other.vtable ? vtable : 0;
    }
    return result;
  }

  const LoopState& from_;
  Optimizer& optimizer_;
  LoopState result_;
  bool again_ = false;
  std::map<int32_t, bool> plain_;
  std::map<int32_t, int32_t> built_;
  std::map<ValueId, int32_t> partner_;
};

bool sameNode(const StateNode& a, const StateNode& b) {
  return a.what == b.what && a.kind == b.kind && a.bound == b.bound && a.nonNull == b.nonNull &&
         a.vtable == b.vtable && a.word == b.word && a.descr == b.descr && a.parts == b.parts;
}

class LeafCollector final : public Walk {
public:
  using Walk::Walk;
  std::vector<ValueId> leaves;

protected:
  bool atPlain(const StateNode&, ValueId value) override {
    leaves.push_back(value);
    return true;
  }
  bool atConstant(const StateNode&, ValueId) override { return true; }
  bool atMisfit(const StateNode&, ValueId) override { return false; }
};

class Matcher final : public Walk {
public:
  Matcher(const LoopState& state, Optimizer& optimizer, bool emit)
      : Walk(state, optimizer), emit_(emit) {}
  uint32_t guards = 0;

protected:
  bool atPlain(const StateNode& node, ValueId value) override {
    Values& values = optimizer().values();
    if (satisfies(node, value, optimizer())) return true;
    // Bounds are not tested: what is known at the jump must imply them.
    if (node.kind != Kind::Ref || values.isConstant(value) || values.vtableOf(value) != 0 ||
        !optimizer().hasFutureCondition())
      return false;
    ++guards;
    if (!emit_) return true;
    if (node.vtable == 0) {
      if (!optimizer().emitExtraGuard(Op::GuardNonNull, {&value, 1})) return false;
      optimizer().makeNonNull(value);
      return true;
    }
    const ValueId operands[] = {value, values.ofInt(node.vtable)};
    return optimizer().emitExtraGuard(
               values.isNonNull(value) ? Op::GuardClass : Op::GuardNonNullClass, operands) &&
           optimizer().makeClass(value, node.vtable);
  }

  bool atConstant(const StateNode& node, ValueId value) override {
    Values& values = optimizer().values();
    if (auto word = values.constantWord(value)) return *word == node.word;
    if (values.isVirtual(value) || node.kind == Kind::Float || !optimizer().hasFutureCondition())
      return false;
    if (node.kind == Kind::Int && !values.bound(value).contains(node.word)) return false;
    ++guards;
    if (!emit_) return true;
    const ValueId constant = values.ofOutput(optimizer().out().addConstant(node.kind, node.word));
    const bool isNull = node.kind == Kind::Ref && node.word == 0;
    const ValueId operands[] = {value, constant};
    if (!optimizer().emitExtraGuard(isNull ? Op::GuardIsNull : Op::GuardValue,
                                    std::span(operands, isNull ? 1u : 2u)))
      return false;
    values.join(value, constant);
    return true;
  }

  bool atMisfit(const StateNode&, ValueId) override { return false; }

private:
  bool emit_;
};

} // namespace

bool satisfies(const StateNode& node, ValueId value, Optimizer& optimizer) {
  Values& values = optimizer.values();
  if (node.what == What::Constant) return values.constantWord(value) == node.word;
  if (node.kind == Kind::Int) return node.bound.containsAllOf(values.bound(value));
  if (node.kind == Kind::Float) return true;
  if (node.vtable != 0) return values.vtableOf(value) == node.vtable;
  return !node.nonNull || values.isNonNull(value);
}

LoopState LoopState::of(std::span<const ValueId> values, Optimizer& optimizer) {
  LoopState state;
  StateBuilder builder(state, optimizer);
  for (ValueId value : values) state.roots.push_back(builder.add(value));
  return state;
}

bool LoopState::generalize(std::span<const ValueId> values, Optimizer& optimizer) {
  LoopState joined = Join(*this, optimizer).run(values);
  bool changed = joined.nodes.size() != nodes.size() || joined.roots != roots;
  for (size_t i = 0; !changed && i < nodes.size(); ++i)
    changed = !sameNode(nodes[i], joined.nodes[i]);
  if (changed) *this = std::move(joined);
  return changed;
}

std::vector<ValueId> LoopState::leaves(std::span<const ValueId> values,
                                       Optimizer& optimizer) const {
  LeafCollector collector(*this, optimizer);
  [[maybe_unused]] const bool fits = collector.run(values);
  assert(fits);
  return std::move(collector.leaves);
}

std::vector<ValueId> LoopState::instantiate(std::span<const Operand> leafOperands,
                                            Optimizer& optimizer) const {
  Values& values = optimizer.values();
  std::vector<ValueId> virtuals(nodes.size(), kNoValue);
  size_t leaf = 0;
  const auto make = [&](auto& self, int32_t index) -> ValueId {
    if (index < 0) return kNoValue;
    const StateNode& node = nodes[size_t(index)];
    if (node.what == What::Constant)
      return values.ofOutput(optimizer.out().addConstant(node.kind, node.word));
    if (node.what == What::Plain) {
      const ValueId value = values.create(node.kind, leafOperands[leaf++]);
      values[value].bound = node.bound;
      if (node.kind == Kind::Ref && node.nonNull) values.object(value).nonNull = true;
      if (node.kind == Kind::Ref && node.vtable) values.object(value).vtable = node.vtable;
      return value;
    }
    if (virtuals[size_t(index)] != kNoValue) return virtuals[size_t(index)];
    const ValueId value = values.create(Kind::Ref);
    virtuals[size_t(index)] = value;
    std::vector<ValueId> parts;
    for (int32_t part : node.parts) parts.push_back(self(self, part));
    const bool isArray =
        node.shape == VirtualShape::What::Array || node.shape == VirtualShape::What::ArrayOfStructs;
    const size_t perItem = node.shape == VirtualShape::What::ArrayOfStructs
                               ? descrAt(node.descr).array.field_count
                               : 1;
    const ValueId length =
        isArray ? values.ofInt(int64_t(parts.size() / std::max<size_t>(perItem, 1))) : kNoValue;
    ObjectInfo& info = values.object(value);
    info.isVirtual = info.nonNull = true;
    info.what = node.shape;
    info.descr = node.descr;
    info.vtable = node.vtable;
    info.parts = std::move(parts);
    info.length = length;
    return value;
  };
  std::vector<ValueId> result;
  for (int32_t root : roots) result.push_back(make(make, root));
  return result;
}

bool LoopState::accepts(std::span<const ValueId> values, Optimizer& optimizer,
                        uint32_t* guards) const {
  Matcher matcher(*this, optimizer, false);
  const bool fits = matcher.run(values);
  *guards = matcher.guards;
  return fits;
}

bool LoopState::guardInto(std::span<const ValueId> values, Optimizer& optimizer) const {
  Matcher matcher(*this, optimizer, true);
  return matcher.run(values);
}

} // namespace tw::jit
