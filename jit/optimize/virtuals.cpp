// Objects that need not exist: allocations are delayed until something needs the object.
#include "jit/optimize/optimizer.h"

#include "jit/trace/objects.h"

namespace tw::jit {

namespace {

// Longer arrays are made at once: each part costs resume data in every guard.
constexpr int64_t kMaxVirtualParts = 256;

} // namespace

ValueId Optimizer::makeVirtual(VirtualShape::What what, uint32_t descr, size_t parts,
                               int64_t vtable) {
  const ValueId value = values_.create(Kind::Ref);
  ObjectInfo& info = values_.object(value);
  info.isVirtual = info.nonNull = true;
  info.what = what;
  info.descr = descr;
  info.vtable = vtable;
  info.parts.assign(parts, kNoValue);
  return value;
}

bool Optimizer::stepAllocate(uint32_t recorded) {
  using What = VirtualShape::What;
  const TraceOp& op = in_.ops[recorded];
  const auto operands = operandsOf(op);
  if (passEnabled(kOptVirtualize)) {
    if (op.op == Op::New || op.op == Op::NewWithVtable) {
      const tw_jit_descr& descr = descrAt(op.descr);
      const bool isInstance = op.op == Op::NewWithVtable;
      setValue(recorded,
               makeVirtual(isInstance ? What::Instance : What::Struct, op.descr,
                           descr.size.field_count, isInstance ? int64_t(descr.size.vtable) : 0));
      return true;
    }
    if (op.op == Op::NewArray) {
      const tw_jit_descr& descr = descrAt(op.descr);
      const bool ofStructs = descr.flags & TW_ARRAY_OF_STRUCTS;
      const int64_t perItem = ofStructs ? descr.array.field_count : 1;
      const auto length = values_.constantWord(operands[0]);
      if (length && *length >= 0 && *length * perItem <= kMaxVirtualParts) {
        const ValueId value = makeVirtual(ofStructs ? What::ArrayOfStructs : What::Array, op.descr,
                                          size_t(*length * perItem), 0);
        values_.object(value).length = operands[0];
        setValue(recorded, value);
        return true;
      }
    }
  }
  if (op.op == Op::NewStr || op.op == Op::NewUnicode) {
    if (const ValueId value = allocateString(op.op, operands[0]); value != kNoValue) {
      setValue(recorded, value);
      return true;
    }
  }
  const ValueId value = emit(op.op, operands, op.descr);
  makeNonNull(value);
  if (op.op == Op::NewWithVtable)
    values_.object(value).vtable = int64_t(descrAt(op.descr).size.vtable);
  if (!operands.empty()) values_.object(value).length = operands[0];
  setValue(recorded, value);
  return true;
}

// The object is made before its parts: they may lead back to it.
void Optimizer::forceVirtual(ValueId value) {
  using What = VirtualShape::What;
  value = values_.find(value);
  if (isVirtualString(value)) return forceString(value);
  if (isRaw(value)) return isRawBuffer(value) ? forceRaw(value) : forceRawSlice(value);
  ObjectInfo& info = values_.object(value);
  const What what = info.what;
  const uint32_t descr = info.descr;
  const std::vector<ValueId> parts = std::move(info.parts);
  info.parts.clear();
  info.isVirtual = false;
  std::vector<Operand> operands;
  Op op = what == What::Instance ? Op::NewWithVtable : Op::New;
  if (what == What::Array || what == What::ArrayOfStructs) {
    op = Op::NewArray;
    operands.push_back(values_[info.length].out);
  }
  values_.bind(value, out_.add(op, operands, descr));
  storeParts(value, parts, what, descr);
}

void Optimizer::storeParts(ValueId object, const std::vector<ValueId>& parts,
                           VirtualShape::What what, uint32_t descr) {
  using What = VirtualShape::What;
  const tw_jit_descr& shape = descrAt(descr);
  for (size_t part = 0; part < parts.size(); ++part) {
    if (parts[part] == kNoValue) continue; // memory is zero
    if (auto word = values_.constantWord(parts[part]); word && *word == 0) continue;
    const ValueId value = values_.find(parts[part]);
    Place place{object, kNoValue};
    uint32_t placeDescr;
    if (what == What::Array) {
      place.index = values_.ofInt(int64_t(part));
      placeDescr = descr;
      const ValueId operands[] = {object, place.index, value};
      emit(Op::SetArrayItemGc, operands, descr);
    } else if (what == What::ArrayOfStructs) {
      const size_t perItem = shape.array.field_count;
      place.index = values_.ofInt(int64_t(part / perItem));
      placeDescr = tw_jit_program.fields[shape.array.first_field + part % perItem];
      const ValueId operands[] = {object, place.index, value};
      emit(Op::SetInteriorFieldGc, operands, placeDescr);
    } else {
      placeDescr = tw_jit_program.fields[shape.size.first_field + part];
      const ValueId operands[] = {object, value};
      emit(Op::SetFieldGc, operands, placeDescr);
    }
    heap_.remember(placeDescr, place, value);
  }
}

ValueId Optimizer::partOf(ValueId object, size_t part, Kind kind) {
  const ObjectInfo& info = *values_.objectIfAny(object);
  if (part >= info.parts.size() || info.parts[part] == kNoValue) return values_.zero(kind);
  return values_.find(info.parts[part]);
}

void Optimizer::setPart(ValueId object, size_t part, ValueId value) {
  ObjectInfo& info = values_.object(object);
  if (part >= info.parts.size()) info.parts.resize(part + 1, kNoValue);
  info.parts[part] = value;
}

// A virtual reference is a small object with a token, which tells whether its frame is still
// running in machine code, and the real object once it has been forced.
bool Optimizer::virtualRef(uint32_t recorded) {
  using What = VirtualShape::What;
  const uint32_t size = tw_jit_program.virtual_ref_size;
  const tw_jit_descr& descr = descrAt(size);
  const bool isInstance = descr.flags & TW_SIZE_INSTANCE;
  const ValueId reference =
      makeVirtual(isInstance ? What::Instance : What::Struct, size, descr.size.field_count,
                  isInstance ? int64_t(descr.size.vtable) : 0);
  const ValueId token = emit(Op::ForceToken, {});
  setPart(reference, descrAt(tw_jit_program.virtual_ref_token).field.index, token);
  if (!passEnabled(kOptVirtualize)) force(reference);
  setValue(recorded, reference);
  return true;
}

bool Optimizer::virtualRefFinish(uint32_t recorded) {
  const auto operands = operandsOf(in_.ops[recorded]);
  // The frame ends: the reference now stands for the object itself; null: it was never needed.
  const bool isEnded = values_.isNull(operands[1]);
  if (!isEnded) writeField(operands[0], operands[1], tw_jit_program.virtual_ref_forced);
  writeField(operands[0], values_.ofInt(isEnded ? TW_VIRTUAL_REF_ENDED : 0),
             tw_jit_program.virtual_ref_token);
  return true;
}

} // namespace tw::jit
