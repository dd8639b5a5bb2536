// Raw memory that need not exist: buffers of fixed size that are allocated in the trace, and reach
// nothing outside of it before they are freed. What was stored is known by offset and width.
// Addresses at constant offsets (slices) are known, too. A read of other bytes, another computation
// with the address, a call that is given it: these make the buffer real.
#include "jit/optimize/optimizer.h"

#include "jit/trace/objects.h"

#include <algorithm>
#include <limits>

namespace tw::jit {

namespace {

// More parts than that cost more in resume data than the allocation.
constexpr size_t kMaxRawParts = 64;
// Where a buffer lay that is freed: an address that differs from null, which nobody uses.
constexpr int64_t kFreedAddress = 16;
// Offsets beyond that are none of a buffer's.
constexpr int64_t kFarthest = int64_t{1} << 30;

bool isSameKindOfPart(const tw_jit_descr& a, const tw_jit_descr& b) {
  constexpr uint32_t kSign = TW_FIELD_SIGNED;
  return a.kind == b.kind && a.width == b.width && (a.flags & kSign) == (b.flags & kSign);
}

} // namespace

bool Optimizer::isRaw(ValueId value) const {
  const ObjectInfo* info = values_.objectIfAny(value);
  return info && info->isVirtual && info->what >= VirtualShape::What::RawBuffer;
}

bool Optimizer::isRawBuffer(ValueId value) const {
  const ObjectInfo* info = values_.objectIfAny(value);
  return info && info->isVirtual && info->what == VirtualShape::What::RawBuffer;
}

bool Optimizer::mallocRaw(uint32_t recorded, std::span<const ValueId> operands) {
  const bool hasSize = operands.size() == 2;
  if (!passEnabled(kOptVirtualize) || operands.size() > 2 || !values_.isConstant(operands[0]) ||
      (hasSize && !values_.isConstant(operands[1])))
    return false;
  const ValueId buffer = values_.create(Kind::Int);
  values_[buffer].bound = IntBound::range(1, std::numeric_limits<int64_t>::max());
  ObjectInfo& info = values_.object(buffer);
  info.isVirtual = true;
  info.what = VirtualShape::What::RawBuffer;
  info.descr = in_.ops[recorded].descr;
  rawBuffers_[buffer] = {operands[0], hasSize ? operands[1] : kNoValue, {}};
  return callRemoved(recorded, buffer);
}

// Of a slice, whose buffer may have become real meanwhile, or of a buffer.
RawSlice Optimizer::placeOfRaw(ValueId value) const {
  const auto slice = rawSlices_.find(values_.find(value));
  return slice == rawSlices_.end() ? RawSlice{value, 0} : slice->second;
}

bool Optimizer::sliceRaw(uint32_t recorded, std::span<const ValueId> operands) {
  const size_t address = isRaw(operands[0]) ? 0 : 1;
  const auto offset = values_.constantWord(operands[1 - address]);
  if (!isRaw(operands[address]) || !offset) return false;
  RawSlice place = placeOfRaw(operands[address]);
  place.offset += *offset;
  if (*offset < 0 || place.offset > kFarthest) return false;
  const ValueId slice = values_.create(Kind::Int);
  values_[slice].bound = IntBound::range(1, std::numeric_limits<int64_t>::max());
  ObjectInfo& info = values_.object(slice);
  info.isVirtual = true;
  info.what = VirtualShape::What::RawSlice;
  rawSlices_[slice] = place;
  setValue(recorded, slice);
  return true;
}

void Optimizer::forceRawSlice(ValueId value) {
  value = values_.find(value);
  const RawSlice place = rawSlices_.at(value);
  rawSlices_.erase(value);
  values_.object(value).isVirtual = false;
  force(place.buffer);
  values_.join(value, computePure(Op::IntAdd, {place.buffer, values_.ofInt(place.offset)}));
}

bool Optimizer::freeRaw(ValueId buffer) {
  if (!isRawBuffer(buffer)) return false;
  buffer = values_.find(buffer);
  rawBuffers_.erase(buffer);
  values_.object(buffer).isVirtual = false;
  values_[buffer].bound = IntBound();
  values_.join(buffer, values_.ofInt(kFreedAddress));
  return true;
}

ValueId Optimizer::readRaw(ValueId buffer, int64_t offset, uint32_t descr) {
  for (const RawPart& part : rawBuffers_.at(values_.find(buffer)).parts)
    if (part.offset == offset && isSameKindOfPart(descrAt(part.descr), descrAt(descr)))
      return values_.find(part.value);
  return kNoValue;
}

// False: the buffer must be real for that.
bool Optimizer::writeRaw(ValueId buffer, int64_t offset, uint32_t descr, ValueId value) {
  const tw_jit_descr& shape = descrAt(descr);
  if (shape.kind == 'r' || offset < 0 || offset > std::numeric_limits<int32_t>::max()) return false;
  if (values_.isVirtual(value)) force(value);
  if (!isRawBuffer(buffer)) return false; // the value led to it
  std::vector<RawPart>& parts = rawBuffers_.at(values_.find(buffer)).parts;
  const auto overlaps = [&](const RawPart& part) {
    return part.offset < offset + shape.width && offset < part.offset + descrAt(part.descr).width;
  };
  const auto known = std::ranges::find_if(parts, overlaps);
  if (known == parts.end()) {
    if (parts.size() == kMaxRawParts) return false;
    parts.push_back({int32_t(offset), descr, value});
    return true;
  }
  if (known->offset != offset || descrAt(known->descr).width != shape.width) return false;
  *known = {int32_t(offset), descr, value};
  return true;
}

// The call of the allocation comes late: nobody is there any more to handle its exception.
void Optimizer::forceRaw(ValueId value) {
  value = values_.find(value);
  const RawBuffer buffer = std::move(rawBuffers_.at(value));
  rawBuffers_.erase(value);
  values_.object(value).isVirtual = false;
  std::vector<Operand> operands{values_[buffer.function].out};
  if (buffer.size != kNoValue) operands.push_back(values_[buffer.size].out);
  values_.bind(value, out_.add(Op::CallI, operands, values_.objectIfAny(value)->descr));
  auto guard = std::make_unique<Guard>(&code_);
  guard->kind = GuardKind::PropagateException;
  guard->op = Op::GuardNoException;
  out_.exits.push_back({guard.get(), uint32_t(out_.exitValues.size()), 0});
  out_.add(Op::GuardNoException, {}, kNone, uint32_t(out_.exits.size() - 1));
  code_.guards.push_back(std::move(guard));
  for (const RawPart& part : buffer.parts) {
    const ValueId store[] = {value, values_.ofInt(part.offset), part.value};
    emit(Op::RawStore, store, part.descr);
  }
}

void Optimizer::describeRaw(ValueId value, VirtualShape* shape) const {
  const auto operandOf = [this](ValueId part) {
    return Operand::result(uint32_t(map_.size()) + part);
  };
  if (!isRawBuffer(value)) {
    const RawSlice place = placeOfRaw(value);
    shape->parts.push_back(operandOf(place.buffer));
    shape->size = place.offset;
    return;
  }
  const RawBuffer& buffer = rawBuffers_.at(values_.find(value));
  shape->function = *values_.constantWord(buffer.function);
  shape->size = buffer.size == kNoValue ? 0 : *values_.constantWord(buffer.size);
  shape->offsets.clear();
  shape->descrs.clear();
  for (const RawPart& part : buffer.parts) {
    shape->parts.push_back(operandOf(part.value));
    shape->offsets.push_back(uint32_t(part.offset));
    shape->descrs.push_back(part.descr);
  }
}

// Where an access of raw memory goes: the operands of the operation without the stored value. None:
// not at a constant offset.
std::optional<int64_t> Optimizer::rawOffset(const TraceOp& op,
                                            std::span<const ValueId> operands) const {
  const tw_jit_descr& descr = descrAt(op.descr);
  const bool isByOffset = op.op == Op::RawLoadI || op.op == Op::RawLoadF || op.op == Op::RawStore;
  if (descr.what == TW_DESCR_FIELD && !isByOffset) return descr.field.offset;
  const auto index = values_.constantWord(operands[1]);
  if (!index) return std::nullopt;
  if (isByOffset) return *index;
  if (*index < 0 || *index > kFarthest) return std::nullopt;
  return int64_t(descr.array.base) + *index * int64_t(descr.array.item_size);
}

bool Optimizer::tryRawRead(const TraceOp& op, std::span<const ValueId> operands, ValueId* value) {
  const RawSlice place = placeOfRaw(operands[0]);
  if (!isRaw(operands[0]) || !isRawBuffer(place.buffer)) return false;
  const auto offset = rawOffset(op, operands);
  *value = offset ? readRaw(place.buffer, place.offset + *offset, op.descr) : kNoValue;
  return *value != kNoValue;
}

bool Optimizer::tryRawWrite(const TraceOp& op, std::span<const ValueId> operands) {
  const RawSlice place = placeOfRaw(operands[0]);
  if (!isRaw(operands[0]) || !isRawBuffer(place.buffer)) return false;
  const auto offset = rawOffset(op, operands);
  return offset && writeRaw(place.buffer, place.offset + *offset, op.descr, operands.back());
}

} // namespace tw::jit
