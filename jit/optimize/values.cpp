// Equivalence classes of operands.
#include "jit/optimize/values.h"

#include "jit/trace/objects.h"

namespace tw::jit {

ValueId Values::create(Kind kind, Operand out) {
  const ValueId id = ValueId(values_.size());
  values_.push_back({kind, kNoValue, {}, kNone, {}, false});
  if (out.isResult()) bind(id, out);
  return id;
}

void Values::bind(ValueId id, Operand out) {
  values_[find(id)].out = out;
  if (ofResult_.size() <= out.index()) ofResult_.resize(out.index() + 1, kNoValue);
  ofResult_[out.index()] = find(id);
}

ValueId Values::ofOutput(Operand operand) {
  std::vector<ValueId>& table = operand.isConstant() ? ofConstant_ : ofResult_;
  if (table.size() <= operand.index()) table.resize(operand.index() + 1, kNoValue);
  ValueId& entry = table[operand.index()];
  if (entry != kNoValue) return find(entry);
  const Kind kind = out_.kindOf(operand);
  const ValueId id = ValueId(values_.size());
  entry = id;
  values_.push_back({kind, kNoValue, operand, kNone, {}, false});
  if (operand.isConstant() && kind == Kind::Int)
    values_.back().bound = IntBound::constant(out_.wordOf(operand));
  return id;
}

void Values::join(ValueId id, ValueId other) {
  id = find(id);
  other = find(other);
  if (id == other) return;
  values_[id].forward = other;
  values_[other].bound.intersect(values_[id].bound);
  values_[other].consulted |= values_[id].consulted;
  const uint32_t known = values_[id].object;
  if (known == kNone || values_[other].out.isConstant()) return;
  if (values_[other].object == kNone) {
    values_[other].object = known;
    return;
  }
  ObjectInfo& target = objects_[values_[other].object];
  target.nonNull |= objects_[known].nonNull;
  if (target.vtable == 0) target.vtable = objects_[known].vtable;
}

ObjectInfo& Values::object(ValueId id) {
  ValueClass& value = (*this)[id];
  if (value.object == kNone) {
    value.object = uint32_t(objects_.size());
    objects_.emplace_back();
  }
  return objects_[value.object];
}

bool Values::isNonNull(ValueId id) const {
  if (auto word = constantWord(id)) return *word != 0;
  const ObjectInfo* info = objectIfAny(id);
  return info && (info->nonNull || info->isVirtual);
}

bool Values::isNull(ValueId id) const {
  auto word = constantWord(id);
  return word && *word == 0;
}

int64_t Values::vtableOf(ValueId id) const {
  if (auto word = constantWord(id))
    return *word ? int64_t(vtableOfObject(reinterpret_cast<void*>(*word))) : 0;
  const ObjectInfo* info = objectIfAny(id);
  return info ? info->vtable : 0;
}

const TraceOp* Values::producer(ValueId id) const {
  const Operand out = (*this)[id].out;
  return out.isResult() && out.index() >= loopStart_ ? &out_.ops[out.index()] : nullptr;
}

} // namespace tw::jit
