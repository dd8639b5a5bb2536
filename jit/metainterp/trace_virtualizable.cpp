// Tracing of virtualizables and virtual references.
//
// The tracer has the value of every field of the portal's virtualizable. It keeps the object
// itself true, too, so that whatever is called sees it; the machine code does not, and announces
// before a call that may look at it where the values are (the token).
#include "jit/metainterp/engine.h"
#include "jit/metainterp/tracer.h"
#include "jit/metainterp/virtual_ref.h"
#include "jit/metainterp/virtualizable.h"

namespace tw::jit {

// ---- The start of a trace

// The kinds of all values, and that the object is the tracer's now.
void Tracer::describeVirtualizable(Word object) {
  vable_ = &virtualizableAt(uint32_t(driver_->virtualizable));
  vableKinds_.clear();
  for (unsigned field = 0; field < vable_->static_count; ++field)
    vableKinds_.push_back(kindOfLetter(char(descrAt(vable_->static_fields[field]).kind)));
  for (unsigned array = 0; array < vable_->array_count; ++array)
    vableKinds_.insert(vableKinds_.end(), size_t(jit::lengthOf(*vable_, array, object)),
                       kindOfLetter(char(descrAt(vable_->arrays[array]).kind)));
  vableDirty_.assign(vableKinds_.size(), false);
  vableSnapshot_ = kNone;
}

// Records the reads of all fields and items at the start of a trace.
void Tracer::loadVirtualizable(Trace& trace, Operand object, std::vector<Operand>* values) const {
  const auto read = [](Op first, uint32_t descr) {
    return Op(unsigned(first) + bankOf(char(descrAt(descr).kind)));
  };
  for (unsigned field = 0; field < vable_->static_count; ++field) {
    const uint32_t descr = vable_->static_fields[field];
    values->push_back(trace.add(read(Op::GetFieldGcI, descr), {object}, descr));
  }
  for (unsigned array = 0; array < vable_->array_count; ++array) {
    const uint32_t descr = vable_->arrays[array];
    const Operand items = trace.add(Op::GetFieldGcR, {object}, vable_->array_fields[array]);
    const Word length = jit::lengthOf(*vable_, array, vableObject_.word);
    for (Word index = 0; index < length; ++index)
      values->push_back(
          trace.add(read(Op::GetArrayItemGcI, descr), {items, trace.constInt(index)}, descr));
  }
}

void Tracer::startVirtualizable(const Word* reds) {
  if (driver_->virtualizable < 0) return;
  const uint32_t red = driver_->virtualizable_red;
  const Word object = reds[red];
  forceVirtualizable(uint32_t(driver_->virtualizable), object);
  vableObject_ = {object, recorded_.carried[red]};
  describeVirtualizable(object);
  const uint32_t before = trace_.size();
  std::vector<Operand> values;
  loadVirtualizable(trace_, vableObject_.op, &values);
  recorded_.prologue = trace_.size() - before;
  recorded_.carried.insert(recorded_.carried.end(), values.begin(), values.end());
  vableValues_.clear();
  for (size_t index = 0; index < values.size(); ++index)
    vableValues_.push_back({readValue(*vable_, object, uint32_t(index)), values[index]});
}

// ---- Access

// Is this the virtualizable of the portal's frame? Guarded where that is not known.
bool Tracer::isStandard(Value object) {
  if (!vable_) return false;
  if (object.op == vableObject_.op && object.word == vableObject_.word) return true;
  if (heap_.has(object.op, HeapCache::kNoStandardVirtualizable)) return false;
  const bool isSame = object.word == vableObject_.word;
  if (!isSame && (heap_.has(object.op, HeapCache::kMade))) return false;
  if (object.isConstant() && vableObject_.isConstant()) return isSame;
  const Value equal = pure(Op::PtrEq, object, vableObject_, "rr");
  if (!equal.isConstant()) guard(isSame ? Op::GuardTrue : Op::GuardFalse, {equal.op});
  if (!isSame) heap_.note(object.op, HeapCache::kNoStandardVirtualizable);
  return isSame;
}

// One of another frame: it must not live in a machine frame while its fields are used.
void Tracer::useOther(Value object, uint32_t index) {
  forceVirtualizable(index, object.word);
  if (heap_.has(object.op, HeapCache::kUnescaped)) return;
  const Value token = fieldValue(virtualizableAt(index).token, object);
  if (!token.isConstant()) guard(Op::GuardFalse, {token.op});
}

void Tracer::setVable(uint32_t position, Value stored) {
  vableValues_[position] = stored;
  vableDirty_[position] = true;
  vableSnapshot_ = kNone;
  writeValue(*vable_, vableObject_.word, position, stored.word);
}

void Tracer::getVableField() {
  const Value object = r();
  const uint32_t field = wide();
  const unsigned bank = bankOf(char(descrAt(field).kind));
  if (isStandard(object)) {
    if (const uint32_t position = fieldPosition(*vable_, field); position != kNone)
      return put(bank, vableValues_[position]);
  } else {
    useOther(object, virtualizableOfField(field));
  }
  put(bank, fieldValue(field, object));
}

void Tracer::setVableField(unsigned bank) {
  const Value object = r(), stored = value(bank);
  const uint32_t field = wide();
  if (isStandard(object)) {
    if (const uint32_t position = fieldPosition(*vable_, field); position != kNone)
      return setVable(position, stored);
  } else {
    useOther(object, virtualizableOfField(field));
  }
  setFieldValue(field, object, stored);
}

// Items are at constant indices.
void Tracer::getVableItem() {
  const Value object = r(), index = i();
  const uint32_t field = wide();
  const uint32_t array = wide();
  const unsigned bank = bankOf(char(descrAt(array).kind));
  if (isStandard(object)) {
    const Word at = promote(index, 0).word;
    return put(bank, vableValues_[itemPosition(*vable_, vableObject_.word, field, at)]);
  }
  useOther(object, virtualizableOfField(field));
  put(bank, itemValue(array, fieldValue(field, object), index, false));
}

void Tracer::setVableItem(unsigned bank) {
  const Value object = r(), index = i(), stored = value(bank);
  const uint32_t field = wide();
  const uint32_t array = wide();
  if (isStandard(object)) {
    const Word at = promote(index, 0).word;
    return setVable(itemPosition(*vable_, vableObject_.word, field, at), stored);
  }
  useOther(object, virtualizableOfField(field));
  setItemValue(array, fieldValue(field, object), index, stored);
}

Tracer::Step Tracer::stepVirtualizable(JitOp op) {
  switch (op) {
  case JitOp::GetFieldVableI:
  case JitOp::GetFieldVableR:
  case JitOp::GetFieldVableF: getVableField(); break;
  case JitOp::SetFieldVableI:
  case JitOp::SetFieldVableR:
  case JitOp::SetFieldVableF: setVableField(unsigned(op) - unsigned(JitOp::SetFieldVableI)); break;
  case JitOp::GetArrayItemVableI:
  case JitOp::GetArrayItemVableR:
  case JitOp::GetArrayItemVableF: getVableItem(); break;
  case JitOp::SetArrayItemVableI:
  case JitOp::SetArrayItemVableR:
  case JitOp::SetArrayItemVableF:
    setVableItem(unsigned(op) - unsigned(JitOp::SetArrayItemVableI));
    break;
  case JitOp::ArrayLenVable: {
    const Value object = r();
    const uint32_t field = wide();
    const uint32_t array = wide();
    const Word items = getField(descrAt(field), object.word);
    if (isStandard(object)) {
      put(0, constant(arrayLength(descrAt(array), items)));
      break;
    }
    useOther(object, virtualizableOfField(field));
    put(0, lengthOfArray(array, fieldValue(field, object)));
    break;
  }
  case JitOp::HintForceVirtualizable: {
    const Value object = r();
    if (isStandard(object)) writeBackVirtualizable();
    break;
  }
  case JitOp::VirtualRef: return virtualRef();
  case JitOp::VirtualRefFinish: virtualRefFinish(); break;
  default: return Step::NotMine;
  }
  return Step::Next;
}

// ---- Memory and calls

// The machine code makes the object true.
void Tracer::writeBackVirtualizable() {
  if (!vable_) return;
  const Operand object = operand(vableObject_, Kind::Ref);
  uint32_t position = 0;
  for (; position < vable_->static_count; ++position)
    if (vableDirty_[position])
      record(Op::SetFieldGc, {object, operand(vableValues_[position], vableKinds_[position])},
             vable_->static_fields[position]);
  for (unsigned array = 0; array < vable_->array_count; ++array) {
    const Word length = jit::lengthOf(*vable_, array, vableObject_.word);
    Operand items;
    for (Word index = 0; index < length; ++index, ++position) {
      if (!vableDirty_[position]) continue;
      if (!items) items = record(Op::GetFieldGcR, {object}, vable_->array_fields[array]);
      record(
          Op::SetArrayItemGc,
          {items, trace_.constInt(index), operand(vableValues_[position], vableKinds_[position])},
          vable_->arrays[array]);
    }
  }
  if (vableTokenDirty_)
    record(Op::SetFieldGc, {object, trace_.constInt(kTokenNone)}, vable_->token);
  vableTokenDirty_ = false;
  vableDirty_.assign(vableDirty_.size(), false);
}

void Tracer::beforeForcingCall() {
  if (vable_) {
    const Operand token = record(Op::ForceToken, {});
    record(Op::SetFieldGc, {operand(vableObject_, Kind::Ref), token}, vable_->token);
    vableTokenDirty_ = true;
    setToken(*vable_, vableObject_.word, kTokenTracing);
  }
  for (const VirtualRefPair& pair : virtualRefs_)
    setRawField(virtualRefToken(), pair.reference.word, kTokenTracing);
}

bool Tracer::afterForcingCall() {
  for (VirtualRefPair& pair : virtualRefs_) {
    pair.isForced = getField(virtualRefToken(), pair.reference.word) != kTokenTracing;
    setRawField(virtualRefToken(), pair.reference.word, kTokenNone);
  }
  if (!vable_) return true;
  const bool isForced = tokenOf(*vable_, vableObject_.word) != kTokenTracing;
  setToken(*vable_, vableObject_.word, kTokenNone);
  return !isForced;
}

// While the call ran, the reference could be forced by the values of the guard behind it.
void Tracer::guardNotForced(const Value* result, Kind kind) {
  guard(Op::GuardNotForced, {}, Resume::After, result, kind);
  // From here on what was forced is an ordinary object.
  for (const VirtualRefPair& pair : virtualRefs_)
    if (pair.isForced)
      record(Op::VirtualRefFinish,
             {operand(pair.reference, Kind::Ref), operand(pair.object, Kind::Ref)});
  std::erase_if(virtualRefs_, [](const VirtualRefPair& pair) { return pair.isForced; });
}

// ---- Virtual references

Tracer::Step Tracer::virtualRef() {
  r();
  const Word reference = newObject(descrAt(tw_jit_program.virtual_ref_size));
  if (!reference) {
    ++unit_;
    finishInstruction();
    return giveUp(Abort::BadLoop, true);
  }
  const Value object = read(1, unit_[-1]); // not before the allocation, which may move it
  resolveVirtualRef(reference, object.word);
  const Operand made = record(
      Op::VirtualRef, {operand(object, Kind::Ref), trace_.constInt(Word(virtualRefs_.size()))});
  heap_.note(made, HeapCache::kNonNull | HeapCache::kClassKnown);
  virtualRefs_.push_back({object, {reference, made}});
  put(1, {reference, made});
  return Step::Next;
}

const Value* Tracer::objectOfVirtualRef(const Value& reference) const {
  for (const VirtualRefPair& pair : virtualRefs_)
    if (reference.op && pair.reference.op == reference.op) return &pair.object;
  return nullptr;
}

// The trace ends: no reference may lead to its machine frame any more.
void Tracer::finishVirtualRefs() {
  for (const VirtualRefPair& pair : virtualRefs_)
    record(Op::VirtualRefFinish,
           {operand(pair.reference, Kind::Ref), operand(pair.object, Kind::Ref)});
  virtualRefs_.clear();
}

void Tracer::virtualRefFinish() {
  const Value reference = r();
  r();
  if (virtualRefs_.empty() || virtualRefs_.back().reference.op != reference.op)
    return; // forced before
  virtualRefs_.pop_back();
  record(Op::VirtualRefFinish, {operand(reference, Kind::Ref), trace_.constRef(nullptr)});
}

} // namespace tw::jit
