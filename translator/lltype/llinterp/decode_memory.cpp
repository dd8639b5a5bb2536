// Decoding of operations on fields, items and raw memory.
#include "translator/flow/llconstants.h"
#include "translator/lltype/llinterp/decoder.h"

#include <stdexcept>

namespace tw::llinterp {

using flow::OpCode;
using flow::Operation;
using flow::Value;
using lltype::Kind;
using lltype::Type;

Width widthOf(const Type& type) {
  switch (type.kind()) {
  case Kind::Void: return Width::None;
  case Kind::Bool:
  case Kind::Char: return Width::U8;
  case Kind::UniChar:
  case Kind::SingleFloat: return Width::U32;
  case Kind::Float:
  case Kind::Address:
  case Kind::Ptr: return Width::W64;
  default: break;
  }
  bool isSigned = type.number().isSignedNumber();
  switch (type.size()) {
  case 1: return isSigned ? Width::S8 : Width::U8;
  case 2: return isSigned ? Width::S16 : Width::U16;
  case 4: return isSigned ? Width::S32 : Width::U32;
  case 8: return Width::W64;
  default: throw std::logic_error("llinterp cannot move a " + type.text());
  }
}

Decoder::Place Decoder::target(Value pointer) {
  return {slot(pointer), 0, &pointer.type()->ptr().target()};
}

Decoder::Place Decoder::fieldOf(const Place& place, Value name) {
  const lltype::Field& field = place.type->structure().field(flow::symbolOf(name)->name);
  return {place.slot, place.offset + field.offset, field.type};
}

// The item's address is computed into a scratch slot. The index is checked if
// the length is known in memory or from the type.
Decoder::Place Decoder::itemOf(const Place& place, Value index) {
  uint64_t items = place.offset;
  const Type* item;
  Instruction check{Do::CheckIndex};
  check.a = place.slot;
  check.b = slot(index);
  if (const lltype::ArrayType* array = place.type->asArray()) {
    if (array->hasLength()) {
      check.imm = place.offset + array->lengthOffset();
      code_->instructions.push_back(check);
    }
    items += array->itemsOffset();
    item = &array->item();
  } else {
    const lltype::FixedArrayType& fixed = place.type->fixedArray();
    check.what = Do::CheckBound;
    check.imm = fixed.length();
    code_->instructions.push_back(check);
    item = &fixed.item();
  }
  Instruction offset{Do::OffsetItem};
  offset.a = place.slot;
  offset.b = check.b;
  offset.other = static_cast<uint32_t>(item->size());
  offset.imm = items;
  offset.dst = scratch();
  code_->instructions.push_back(offset);
  return {offset.dst, 0, item};
}

// The place that the operands 1 .. end-1 lead to.
Decoder::Place Decoder::pathOf(const Operation& op, size_t end) {
  Place place = target(op.args[0]);
  for (size_t i = 1; i < end; ++i)
    place = op.args[i].type()->isVoid() ? fieldOf(place, op.args[i]) : itemOf(place, op.args[i]);
  return place;
}

void Decoder::load(const Operation& op, const Place& place) {
  Instruction made{Do::Load};
  made.width = widthOf(*place.type);
  if (made.width == Width::None) return;
  made.a = place.slot;
  made.imm = place.offset;
  made.dst = resultSlot(op);
  code_->instructions.push_back(made);
}

void Decoder::store(Value value, const Place& place) {
  Instruction made{Do::Store};
  made.width = widthOf(*place.type);
  if (made.width == Width::None) return;
  made.a = place.slot;
  made.b = slot(value);
  made.imm = place.offset;
  code_->instructions.push_back(made);
}

void Decoder::arraySize(const Operation& op, const Place& place) {
  if (const lltype::FixedArrayType* fixed = place.type->asFixedArray()) {
    Instruction made{Do::Move};
    made.a = constantSlot(fixed->length());
    made.dst = resultSlot(op);
    code_->instructions.push_back(made);
    return;
  }
  const lltype::ArrayType& array = place.type->array();
  Instruction made{Do::Load};
  made.width = Width::W64;
  made.a = place.slot;
  made.imm = place.offset + array.lengthOffset();
  made.dst = resultSlot(op);
  code_->instructions.push_back(made);
}

void Decoder::malloc(const Operation& op) {
  const lltype::MallocFlags& flags = flow::symbolOf(op.args[1])->flags;
  Instruction made{Do::Malloc};
  made.imm = lltype::fromPointer(flow::symbolOf(op.args[0])->type);
  made.a = op.args.size() > 2 ? slot(op.args[2]) : constantSlot(0);
  made.b = !flags.raw ? 0 : flags.zero ? 2 : 1;
  made.dst = resultSlot(op);
  code_->instructions.push_back(made);
}

// raw_load (address, offset), raw_store (address, offset, value),
// gc_load_indexed (object, index, scale, base), gc_store_indexed (object,
// index, value, scale, base): scale and base are constants.
void Decoder::indexed(const Operation& op, bool isStore) {
  bool raw = op.op != OpCode::LlGcLoadIndexed && op.op != OpCode::LlGcStoreIndexed;
  Value value = isStore ? op.args[2] : Value(op.result);
  Instruction made{isStore ? Do::StoreItem : Do::LoadItem};
  made.width = widthOf(*value.type());
  if (made.width == Width::None) return;
  made.a = slot(op.args[0]);
  made.b = slot(op.args[1]);
  size_t scaleAt = isStore ? 3 : 2;
  made.other = raw ? 1 : static_cast<uint32_t>(op.args[scaleAt].constant()->word);
  made.imm = raw ? 0 : op.args[scaleAt + 1].constant()->word;
  made.dst = slot(value);
  code_->instructions.push_back(made);
}

bool Decoder::memory(const Operation& op) {
  auto address = [&](const Place& place) {
    Instruction made{Do::Offset};
    made.a = place.slot;
    made.imm = place.offset;
    made.dst = resultSlot(op);
    code_->instructions.push_back(made);
    return true;
  };
  size_t count = op.args.size();
  switch (op.op) {
  case OpCode::LlMalloc:
  case OpCode::LlMallocVarsize: return malloc(op), true;
  case OpCode::LlGetField:
  case OpCode::LlGetArrayItem:
  case OpCode::LlGetInteriorField: return load(op, pathOf(op, count)), true;
  case OpCode::LlSetField:
  case OpCode::LlBareSetField:
  case OpCode::LlSetArrayItem:
  case OpCode::LlBareSetArrayItem:
  case OpCode::LlSetInteriorField:
  case OpCode::LlBareSetInteriorField: return store(op.args.back(), pathOf(op, count - 1)), true;
  case OpCode::LlGetArraySize:
  case OpCode::LlGetInteriorArraySize: return arraySize(op, pathOf(op, count)), true;
  case OpCode::LlGetSubStruct:
  case OpCode::LlGetArraySubStruct:
  case OpCode::LlDirectFieldPtr: return address(pathOf(op, count));
  case OpCode::LlDirectArrayItems: {
    Place place = target(op.args[0]);
    if (const lltype::ArrayType* array = place.type->asArray())
      place.offset += array->itemsOffset();
    return address(place);
  }
  case OpCode::LlDirectPtrAdd: {
    const Type& type = op.args[0].type()->ptr().target();
    const Type& item = type.asArray() ? type.array().item() : type.fixedArray().item();
    Instruction made{Do::OffsetItem};
    made.a = slot(op.args[0]);
    made.b = slot(op.args[1]);
    made.other = static_cast<uint32_t>(item.size());
    made.dst = resultSlot(op);
    code_->instructions.push_back(made);
    return true;
  }
  case OpCode::LlRawLoad:
  case OpCode::LlGcLoadIndexed: return indexed(op, false), true;
  case OpCode::LlRawStore:
  case OpCode::LlBareRawStore:
  case OpCode::LlGcStoreIndexed: return indexed(op, true), true;
  default: return false;
  }
}

} // namespace tw::llinterp
