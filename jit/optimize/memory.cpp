// Fields, items and lengths: known values, delayed stores, constant folding of immutable memory.
#include "jit/optimize/optimizer.h"

#include "jit/trace/objects.h"

namespace tw::jit {

namespace {

Kind kindOf(const tw_jit_descr& descr) {
  return descr.kind == 'i' ? Kind::Int : descr.kind == 'r' ? Kind::Ref : Kind::Float;
}

bool isImmutableField(const tw_jit_descr& descr) { return descr.flags & TW_FIELD_IMMUTABLE; }

size_t interiorPart(const tw_jit_descr& field, int64_t index) {
  const tw_jit_descr& array = descrAt(field.field.parent);
  return size_t(index) * array.array.field_count + field.field.index;
}

bool isInRange(const ObjectInfo& info, int64_t index) {
  return index >= 0 && uint64_t(index) < info.parts.size();
}

} // namespace

void Optimizer::boundByWidth(ValueId value, const tw_jit_descr& descr) {
  if (descr.kind != 'i' || descr.width >= 8 || values_.isConstant(value)) return;
  const int bits = 8 * descr.width;
  const IntBound bound =
      descr.flags & TW_FIELD_SIGNED
          ? IntBound::range(-(int64_t{1} << (bits - 1)), (int64_t{1} << (bits - 1)) - 1)
          : IntBound::range(0, (int64_t{1} << bits) - 1);
  values_[value].bound.intersect(bound);
}

void Optimizer::forceDelayed(uint32_t descr) {
  KnownPlace* delayed = heap_.delayed(descr);
  if (!delayed) return;
  const KnownPlace store = *delayed;
  // Making the value real may store into other places, never into this one again.
  heap_.dropDelayed(descr);
  const tw_jit_descr& shape = descrAt(descr);
  if (store.place.index == kNoValue) {
    const ValueId operands[] = {store.place.object, store.value};
    emit(Op::SetFieldGc, operands, descr);
  } else {
    const ValueId operands[] = {store.place.object, store.place.index, store.value};
    emit(shape.what == TW_DESCR_INTERIOR ? Op::SetInteriorFieldGc : Op::SetArrayItemGc, operands,
         descr);
  }
  heap_.remember(descr, store.place, store.value);
}

void Optimizer::forceDelayedFor(uint32_t descr, Place place) {
  const KnownPlace* delayed = heap_.delayed(descr);
  if (delayed && !heap_.isSame(delayed->place, place) &&
      heap_.mayAlias(descr, delayed->place, place))
    forceDelayed(descr);
}

void Optimizer::flush() {
  // Forcing one may touch descriptors for the first time: the list grows.
  for (size_t i = 0; i < heap_.descrs().size(); ++i) forceDelayed(heap_.descrs()[i]);
}

void Optimizer::forgetEverything() {
  heap_.forgetAll();
  mayBeInvalidated_ = true;
}

ValueId Optimizer::readPlace(Op op, uint32_t descr, Place place) {
  if (passEnabled(kOptHeap)) {
    if (ValueId known = heap_.lookup(descr, place); known != kNoValue)
      return values_.consult(known);
    forceDelayedFor(descr, place);
  }
  const ValueId operands[] = {place.object, place.index};
  const ValueId value = emit(op, std::span(operands, place.index == kNoValue ? 1u : 2u), descr);
  makeNonNull(place.object);
  boundByWidth(value, descrAt(descr));
  if (passEnabled(kOptHeap)) heap_.remember(descr, place, value);
  return value;
}

void Optimizer::writePlace(uint32_t descr, Place place, ValueId value) {
  if (!passEnabled(kOptHeap)) {
    const bool isField = place.index == kNoValue;
    const ValueId operands[] = {place.object, isField ? value : place.index, value};
    emit(isField                                    ? Op::SetFieldGc
         : descrAt(descr).what == TW_DESCR_INTERIOR ? Op::SetInteriorFieldGc
                                                    : Op::SetArrayItemGc,
         std::span(operands, isField ? 2u : 3u), descr);
    return;
  }
  makeNonNull(place.object);
  if (heap_.lookup(descr, place) == values_.find(value)) { // it holds that value already
    values_.consult(value);
    return;
  }
  KnownPlace* delayed = heap_.delayed(descr);
  if (delayed && !heap_.isSame(delayed->place, place)) forceDelayed(descr);
  heap_.forgetAliases(descr, place);
  heap_.delay(descr, place, value);
}

// ---- Fields -------------------------------------------------------------------------------------

ValueId Optimizer::readField(Op op, ValueId object, uint32_t descr) {
  const tw_jit_descr& field = descrAt(descr);
  if (values_.isVirtual(object)) return partOf(object, field.field.index, kindOf(field));
  if (auto word = values_.constantWord(object); word && *word && isImmutableField(field)) {
    const int64_t contents = ::tw::jit::readField(reinterpret_cast<void*>(*word), field);
    return values_.ofOutput(out_.addConstant(kindOf(field), contents));
  }
  return readPlace(op, descr, {object, kNoValue});
}

void Optimizer::writeField(ValueId object, ValueId value, uint32_t descr) {
  if (values_.isVirtual(object)) {
    setPart(object, descrAt(descr).field.index, value);
    return;
  }
  writePlace(descr, {object, kNoValue}, value);
}

// Of vtables and other raw structs; immutable ones are pure computations of the address.
ValueId Optimizer::readRawField(Op op, ValueId address, uint32_t descr) {
  const tw_jit_descr& field = descrAt(descr);
  const bool isImmutable = isImmutableField(field);
  if (auto word = values_.constantWord(address); word && isImmutable)
    return values_.ofOutput(out_.addConstant(
        kindOf(field), ::tw::jit::readField(reinterpret_cast<void*>(*word), field)));
  PureKey key{op, descr, {values_.find(address)}};
  if (isImmutable && passEnabled(kOptPure))
    if (auto known = pure_.find(key); known != pure_.end()) return values_.consult(known->second);
  const ValueId operands[] = {address};
  const ValueId value = emit(op, operands, descr);
  boundByWidth(value, field);
  if (isImmutable) rememberPure(std::move(key), value);
  return value;
}

// ---- Items --------------------------------------------------------------------------------------

ValueId Optimizer::readItem(Op op, ValueId array, ValueId index, uint32_t descr) {
  const tw_jit_descr& shape = descrAt(descr);
  const auto position = values_.constantWord(index);
  if (values_.isVirtual(array)) {
    if (position && isInRange(values_.object(array), *position))
      return partOf(array, size_t(*position), kindOf(shape));
    force(array);
  }
  const bool isPure = op >= Op::GetArrayItemGcPureI && op <= Op::GetArrayItemGcPureF;
  if (auto word = values_.constantWord(array);
      isPure && word && *word && position && *position >= 0 &&
      *position < arrayLength(reinterpret_cast<void*>(*word), shape)) {
    const int64_t contents = ::tw::jit::readItem(reinterpret_cast<void*>(*word), shape, *position);
    return values_.ofOutput(out_.addConstant(kindOf(shape), contents));
  }
  if (!isPure || !passEnabled(kOptPure)) return readPlace(op, descr, {array, index});
  // What was stored into it in this trace comes first.
  if (ValueId known = heap_.lookup(descr, {array, index}); known != kNoValue)
    return values_.consult(known);
  PureKey key{op, descr, {values_.find(array), values_.find(index)}};
  if (auto known = pure_.find(key); known != pure_.end()) return values_.consult(known->second);
  const ValueId value = readPlace(op, descr, {array, index});
  rememberPure(std::move(key), value);
  return value;
}

void Optimizer::writeItem(Op op, ValueId array, ValueId index, ValueId value, uint32_t descr) {
  if (values_.isVirtual(array)) {
    const auto position = values_.constantWord(index);
    const bool interior = op == Op::SetInteriorFieldGc;
    if (position && *position >= 0) {
      const size_t part = interior ? interiorPart(descrAt(descr), *position) : size_t(*position);
      if (isInRange(values_.object(array), int64_t(part))) {
        setPart(array, part, value);
        return;
      }
    }
    force(array);
  }
  writePlace(descr, {array, index}, value);
}

ValueId Optimizer::readInterior(Op op, ValueId array, ValueId index, uint32_t descr) {
  const tw_jit_descr& field = descrAt(descr);
  if (values_.isVirtual(array)) {
    const auto position = values_.constantWord(index);
    if (position && *position >= 0) {
      const size_t part = interiorPart(field, *position);
      if (isInRange(values_.object(array), int64_t(part)))
        return partOf(array, part, kindOf(field));
    }
    force(array);
  }
  return readPlace(op, descr, {array, index});
}

ValueId Optimizer::lengthOf(Op op, ValueId object, uint32_t descr) {
  if (isVirtualString(object)) return virtualLength(object);
  if (const ObjectInfo* info = values_.objectIfAny(object); info && info->length != kNoValue)
    return values_.find(info->length);
  const bool isArray = op == Op::ArrayLenGc;
  const uint32_t shape = isArray            ? descr
                         : op == Op::StrLen ? tw_jit_program.str_array
                                            : tw_jit_program.unicode_array;
  if (auto word = values_.constantWord(object); word && *word)
    return values_.ofInt(arrayLength(reinterpret_cast<void*>(*word), descrAt(shape)));
  PureKey key{op, descr, {values_.find(object)}};
  if (auto known = pure_.find(key); known != pure_.end()) return values_.consult(known->second);
  const ValueId operands[] = {object};
  const ValueId value = emit(op, operands, descr);
  rememberPure(std::move(key), value);
  values_[value].bound = IntBound::nonNegative();
  makeNonNull(object);
  values_.object(object).length = value;
  return value;
}

// ---- Dispatch -----------------------------------------------------------------------------------

bool Optimizer::stepRead(uint32_t recorded) {
  const TraceOp& op = in_.ops[recorded];
  const auto operands = operandsOf(op);
  ValueId value;
  switch (op.op) {
  case Op::GetFieldGcI:
  case Op::GetFieldGcR:
  case Op::GetFieldGcF: value = readField(op.op, operands[0], op.descr); break;
  case Op::GetFieldRawI:
  case Op::GetFieldRawR:
  case Op::GetFieldRawF:
    if (tryRawRead(op, operands, &value)) break;
    value = readRawField(op.op, operands[0], op.descr);
    break;
  case Op::GetArrayItemGcI:
  case Op::GetArrayItemGcR:
  case Op::GetArrayItemGcF:
  case Op::GetArrayItemGcPureI:
  case Op::GetArrayItemGcPureR:
  case Op::GetArrayItemGcPureF: value = readItem(op.op, operands[0], operands[1], op.descr); break;
  case Op::GetInteriorFieldGcI:
  case Op::GetInteriorFieldGcR:
  case Op::GetInteriorFieldGcF:
    value = readInterior(op.op, operands[0], operands[1], op.descr);
    break;
  case Op::ArrayLenGc:
  case Op::StrLen:
  case Op::UnicodeLen: value = lengthOf(op.op, operands[0], op.descr); break;
  case Op::StrGetItem:
  case Op::UnicodeGetItem: value = readCharacter(op.op, operands[0], operands[1]); break;
  case Op::GetArrayItemRawI:
  case Op::GetArrayItemRawR:
  case Op::GetArrayItemRawF:
  case Op::RawLoadI:
  case Op::RawLoadF:
    if (tryRawRead(op, operands, &value)) break;
    [[fallthrough]];
  default:
    value = emit(op.op, operands, op.descr);
    if (op.descr != kNone) boundByWidth(value, descrAt(op.descr));
    break;
  }
  setValue(recorded, value);
  return true;
}

bool Optimizer::stepWrite(uint32_t recorded) {
  const TraceOp& op = in_.ops[recorded];
  const auto operands = operandsOf(op);
  switch (op.op) {
  case Op::SetFieldGc: writeField(operands[0], operands[1], op.descr); return true;
  case Op::SetArrayItemGc:
  case Op::SetInteriorFieldGc:
    writeItem(op.op, operands[0], operands[1], operands[2], op.descr);
    return true;
  case Op::StrSetItem:
  case Op::UnicodeSetItem:
    if (!writeCharacter(operands[0], operands[1], operands[2])) emit(op.op, operands, op.descr);
    return true;
  case Op::CopyStrContent:
  case Op::CopyUnicodeContent:
    if (!copyCharacters(op.op, operands)) emit(op.op, operands, op.descr);
    return true;
  case Op::SetFieldRaw:
  case Op::SetArrayItemRaw:
  case Op::RawStore:
    if (!tryRawWrite(op, operands)) emit(op.op, operands, op.descr);
    return true;
  case Op::GcStoreIndexed:
    // Bytes of any object: whatever was known of memory may have changed.
    flush();
    emit(op.op, operands, op.descr);
    forgetEverything();
    return true;
  default: emit(op.op, operands, op.descr); return true;
  }
}

// ---- Calls --------------------------------------------------------------------------------------

void Optimizer::applyEffect(const tw_jit_effect& effect) {
  if (effect.extra == TW_EFFECT_RANDOM) {
    flush();
    forgetEverything();
    return;
  }
  const uint32_t* set = tw_jit_program.sets + effect.first;
  const auto take = [&](uint32_t count, bool writes) {
    for (uint32_t i = 0; i < count; ++i, ++set) {
      forceDelayed(*set);
      if (writes && !(descrAt(*set).what == TW_DESCR_FIELD && isImmutableField(descrAt(*set))))
        heap_.forget(*set);
    }
  };
  take(effect.read_fields, false);
  take(effect.write_fields, true);
  take(effect.read_arrays, false);
  take(effect.write_arrays, true);
  if (effect.extra == TW_EFFECT_FORCES || effect.flags & TW_EFFECT_CAN_INVALIDATE)
    mayBeInvalidated_ = true;
}

} // namespace tw::jit
