// Fields, items, allocation, raw memory.
#include "translator/pyjitpl/transform.h"

#include "jit/format/program.h"
#include "translator/flow/llconstants.h"

#include <fmt/format.h>

namespace tw::pyjitpl {

using flow::OpCode;
using flow::Operation;
using flow::Value;
using lltype::Kind;
using lltype::Type;

namespace {

const Type& targetOf(Value pointer) { return pointer.type()->ptr().target(); }

bool isUnicode(const Type& string) {
  return string.structure().varArray()->item().kind() == Kind::UniChar;
}

bool isGcArray(const Type& type) { return type.asArray() && type.array().isGc(); }

} // namespace

bool Transformer::memory(const Operation& op) {
  switch (op.op) {
  case OpCode::LlGetField: return getField(op);
  case OpCode::LlSetField:
  case OpCode::LlBareSetField: return setField(op);
  case OpCode::LlGetArrayItem: return getItem(op);
  case OpCode::LlSetArrayItem:
  case OpCode::LlBareSetArrayItem: return setItem(op);
  case OpCode::LlGetInteriorField: return getInterior(op);
  case OpCode::LlSetInteriorField:
  case OpCode::LlBareSetInteriorField: return setInterior(op);
  case OpCode::LlGetInteriorArraySize: return interiorSize(op);
  case OpCode::LlGetArraySize: return arraySize(op);
  case OpCode::LlMalloc: return malloc(op);
  case OpCode::LlMallocVarsize: return mallocVarsize(op);
  case OpCode::LlArrayCopy: return arrayCopy(op);
  case OpCode::LlRawLoad:
  case OpCode::LlRawStore:
  case OpCode::LlBareRawStore: return rawAccess(op);
  case OpCode::LlGcLoadIndexed:
  case OpCode::LlGcStoreIndexed: return indexedAccess(op);
  case OpCode::LlGetSubStruct:
  case OpCode::LlGetArraySubStruct:
  case OpCode::LlDirectFieldPtr: {
    if (op.args[0].type()->isGcPtr()) return false;
    const Type* type = nullptr;
    alias(op, rawAddress(op, op.args.size(), type));
    return true;
  }
  case OpCode::LlDirectArrayItems: {
    const lltype::ArrayType* array = targetOf(op.args[0]).asArray();
    if (!array || array->isGc()) return false;
    uint64_t base = array->itemsOffset();
    if (!base)
      alias(op, op.args[0]);
    else
      emit(JitOp::IntAdd, {arg(op, 0), integer(static_cast<int64_t>(base))}, op.result);
    return true;
  }
  case OpCode::LlDirectPtrAdd: {
    auto size = static_cast<int64_t>(targetOf(op.args[0]).array().itemSize());
    Value distance = size == 1 ? arg(op, 1) : compute(JitOp::IntMul, {arg(op, 1), integer(size)});
    emit(JitOp::IntAdd, {arg(op, 0), distance}, op.result);
    return true;
  }
  default: return false;
  }
}

bool Transformer::getField(const Operation& op) {
  if (isVoid(op.result)) return true;
  const Virtualizable* virtualizable = virtualizableOf(op);
  if (virtualizableArrays_.contains(op.result)) {
    alias(op, op.args[0]);
    return true;
  }
  if (virtualizable && getVirtualizable(op, *virtualizable)) return true;
  const lltype::StructType& type = targetOf(op.args[0]).structure();
  const std::string& name = flow::symbolOf(op.args[1])->name;
  const lltype::Field& field = type.field(name);
  uint32_t descr = shop_.descrs.field(type, name);
  Value object = arg(op, 0);
  char kind = kindOf(*op.result->type);
  if (!type.isGc()) {
    emit(ofKind(JitOp::GetFieldRawI, kind), {object, descrOperand(descr)}, op.result);
    return true;
  }
  bool pure = field.isImmutable();
  if (field.isQuasiImmutable()) {
    emit(JitOp::RecordQuasiImmutField,
         {object, descrOperand(descr), descrOperand(shop_.descrs.at(descr).partner)});
    pure = true;
  }
  if (shop_.descrs.at(descr).flags & TW_FIELD_PURE_ARRAY) immutableArrays_.insert(op.result);
  emit(ofKind(pure ? JitOp::GetFieldGcPureI : JitOp::GetFieldGcI, kind),
       {object, descrOperand(descr)}, op.result);
  return true;
}

bool Transformer::setField(const Operation& op) {
  if (isVoid(op.args[2])) return true;
  const Virtualizable* virtualizable = virtualizableOf(op);
  if (virtualizable && setVirtualizable(op, *virtualizable)) return true;
  const lltype::StructType& type = targetOf(op.args[0]).structure();
  uint32_t descr = shop_.descrs.field(type, flow::symbolOf(op.args[1])->name);
  JitOp first = type.isGc() ? JitOp::SetFieldGcI : JitOp::SetFieldRawI;
  emit(ofKind(first, kindOf(op.args[2])), {arg(op, 0), arg(op, 2), descrOperand(descr)});
  return true;
}

bool Transformer::getItem(const Operation& op) {
  if (isVoid(op.result) || virtualizableArray(op)) return true;
  const Type& target = targetOf(op.args[0]);
  char kind = kindOf(*op.result->type);
  Value array = arg(op, 0);
  if (isGcArray(target)) {
    bool pure = target.array().isImmutable() ||
                (array.isVariable() && immutableArrays_.contains(array.variable()));
    emit(ofKind(pure ? JitOp::GetArrayItemGcPureI : JitOp::GetArrayItemGcI, kind),
         {array, arg(op, 1), descrOperand(shop_.descrs.array(target.array()))}, op.result);
    return true;
  }
  uint32_t descr = target.asArray() ? shop_.descrs.array(target.array())
                                    : shop_.descrs.rawItem(target.fixedArray().item());
  emit(ofKind(JitOp::GetArrayItemRawI, kind), {array, arg(op, 1), descrOperand(descr)}, op.result);
  return true;
}

bool Transformer::setItem(const Operation& op) {
  if (isVoid(op.args[2]) || virtualizableArray(op)) return true;
  const Type& target = targetOf(op.args[0]);
  uint32_t descr = target.asArray() ? shop_.descrs.array(target.array())
                                    : shop_.descrs.rawItem(target.fixedArray().item());
  JitOp first = isGcArray(target) ? JitOp::SetArrayItemGcI : JitOp::SetArrayItemRawI;
  emit(ofKind(first, kindOf(op.args[2])),
       {arg(op, 0), arg(op, 1), arg(op, 2), descrOperand(descr)});
  return true;
}

// The operands from 1 on are a path of fields and indices.
Value Transformer::rawAddress(const Operation& op, size_t end, const Type*& type) {
  Value address = arg(op, 0);
  type = &targetOf(op.args[0]);
  int64_t offset = 0;
  for (size_t i = 1; i < end; ++i) {
    if (const lltype::Symbol* symbol = flow::symbolOf(op.args[i])) {
      const lltype::Field& field = type->structure().field(symbol->name);
      offset += static_cast<int64_t>(field.offset);
      type = field.type;
      continue;
    }
    const lltype::ArrayType* array = type->asArray();
    const Type& item = array ? array->item() : type->fixedArray().item();
    auto size = static_cast<int64_t>(item.size());
    if (array) offset += static_cast<int64_t>(array->itemsOffset());
    Value index = arg(op, i);
    if (index.isConstant()) {
      offset += size * lltype::asInt(index.constant()->word);
    } else {
      Value distance = size == 1 ? index : compute(JitOp::IntMul, {index, integer(size)});
      address = compute(JitOp::IntAdd, {address, distance});
    }
    type = &item;
  }
  return offset ? compute(JitOp::IntAdd, {address, integer(offset)}) : address;
}

bool Transformer::getInterior(const Operation& op) {
  if (isVoid(op.result)) return true;
  const Type& target = targetOf(op.args[0]);
  char kind = kindOf(*op.result->type);
  if (isString(target) && op.args.size() == 3) {
    emit(isUnicode(target) ? JitOp::UnicodeGetItem : JitOp::StrGetItem, {arg(op, 0), arg(op, 2)},
         op.result);
    return true;
  }
  if (isGcArray(target) && op.args.size() == 3 && flow::symbolOf(op.args[2])) {
    uint32_t descr = shop_.descrs.interior(target.array(), flow::symbolOf(op.args[2])->name);
    emit(ofKind(JitOp::GetInteriorFieldGcI, kind), {arg(op, 0), arg(op, 1), descrOperand(descr)},
         op.result);
    return true;
  }
  if (op.args[0].type()->isGcPtr()) return false;
  const Type* type = nullptr;
  Value address = rawAddress(op, op.args.size(), type);
  emit(ofKind(JitOp::GetArrayItemRawI, kind),
       {address, integer(0), descrOperand(shop_.descrs.rawItem(*type))}, op.result);
  return true;
}

bool Transformer::setInterior(const Operation& op) {
  size_t last = op.args.size() - 1;
  if (isVoid(op.args[last])) return true;
  const Type& target = targetOf(op.args[0]);
  char kind = kindOf(op.args[last]);
  if (isString(target) && op.args.size() == 4) {
    emit(isUnicode(target) ? JitOp::UnicodeSetItem : JitOp::StrSetItem,
         {arg(op, 0), arg(op, 2), arg(op, last)});
    return true;
  }
  if (isGcArray(target) && op.args.size() == 4 && flow::symbolOf(op.args[2])) {
    uint32_t descr = shop_.descrs.interior(target.array(), flow::symbolOf(op.args[2])->name);
    emit(ofKind(JitOp::SetInteriorFieldGcI, kind),
         {arg(op, 0), arg(op, 1), arg(op, last), descrOperand(descr)});
    return true;
  }
  if (op.args[0].type()->isGcPtr()) return false;
  const Type* type = nullptr;
  Value address = rawAddress(op, last, type);
  emit(ofKind(JitOp::SetArrayItemRawI, kind),
       {address, integer(0), arg(op, last), descrOperand(shop_.descrs.rawItem(*type))});
  return true;
}

bool Transformer::interiorSize(const Operation& op) {
  const Type& target = targetOf(op.args[0]);
  if (isString(target)) {
    emit(isUnicode(target) ? JitOp::UnicodeLen : JitOp::StrLen, {arg(op, 0)}, op.result);
    return true;
  }
  if (op.args[0].type()->isGcPtr()) return false;
  const Type* type = nullptr;
  Value address = rawAddress(op, op.args.size(), type);
  if (const lltype::FixedArrayType* fixed = type->asFixedArray()) {
    alias(op, integer(static_cast<int64_t>(fixed->length())));
    return true;
  }
  emit(JitOp::RawLoadI,
       {address, integer(static_cast<int64_t>(type->array().lengthOffset())),
        descrOperand(shop_.descrs.rawItem(*shop_.heap.types().signedType()))},
       op.result);
  return true;
}

bool Transformer::arraySize(const Operation& op) {
  if (virtualizableArray(op)) return true;
  const Type& target = targetOf(op.args[0]);
  if (isGcArray(target)) {
    emit(JitOp::ArrayLenGc, {arg(op, 0), descrOperand(shop_.descrs.array(target.array()))},
         op.result);
    return true;
  }
  return interiorSize(op);
}

bool Transformer::malloc(const Operation& op) {
  const lltype::StructType* type = flow::symbolOf(op.args[0])->type->asStruct();
  const lltype::Symbol* flags = flow::symbolOf(op.args[1]);
  if (!type || !type->isGc() || type->destructor() || (flags && flags->flags.nonMovable))
    return false;
  shop_.descrs.allocates(*type);
  made_.insert(op.result);
  emit(type->vtable() ? JitOp::NewWithVtable : JitOp::New, {descrOperand(shop_.descrs.size(*type))},
       op.result);
  return true;
}

bool Transformer::mallocVarsize(const Operation& op) {
  const Type& type = *flow::symbolOf(op.args[0])->type;
  const lltype::Symbol* flags = flow::symbolOf(op.args[1]);
  if (flags && flags->flags.nonMovable) return false;
  if (isString(type)) {
    emit(isUnicode(type) ? JitOp::NewUnicode : JitOp::NewStr, {arg(op, 2)}, op.result);
  } else if (isGcArray(type)) {
    emit(JitOp::NewArray, {arg(op, 2), descrOperand(shop_.descrs.array(type.array()))}, op.result);
  } else {
    return false;
  }
  shop_.descrs.allocates(type);
  return true;
}

bool Transformer::arrayCopy(const Operation& op) {
  const Type &from = targetOf(op.args[0]), &to = targetOf(op.args[1]);
  if (!isString(from) || !isString(to)) return false;
  emit(isUnicode(from) ? JitOp::CopyUnicodeContent : JitOp::CopyStrContent,
       {arg(op, 0), arg(op, 1), arg(op, 2), arg(op, 3), arg(op, 4)});
  return true;
}

bool Transformer::rawAccess(const Operation& op) {
  if (op.args[0].type()->isGcPtr()) return false;
  bool load = op.op == OpCode::LlRawLoad;
  const Type& type = load ? *op.result->type : *op.args[2].type();
  char kind = kindOf(type);
  if (kind != 'i' && kind != 'f') return false;
  Operand descr = descrOperand(shop_.descrs.rawItem(type));
  bool isFloat = kind == 'f';
  if (load)
    emit(isFloat ? JitOp::RawLoadF : JitOp::RawLoadI, {arg(op, 0), arg(op, 1), descr}, op.result);
  else
    emit(isFloat ? JitOp::RawStoreF : JitOp::RawStoreI,
         {arg(op, 0), arg(op, 1), arg(op, 2), descr});
  return true;
}

// The last operand of the instructions is the size, negative for signed types.
bool Transformer::indexedAccess(const Operation& op) {
  bool load = op.op == OpCode::LlGcLoadIndexed;
  const Type& type = load ? *op.result->type : *op.args[2].type();
  char kind = kindOf(type);
  if (kind != 'i' && kind != 'f') return false;
  auto size = static_cast<int64_t>(type.size());
  if (type.kind() == Kind::Number && type.number().isSignedNumber()) size = -size;
  bool isFloat = kind == 'f';
  if (load)
    emit(isFloat ? JitOp::GcLoadIndexedF : JitOp::GcLoadIndexedI,
         {arg(op, 0), arg(op, 1), arg(op, 2), arg(op, 3), integer(size)}, op.result);
  else
    emit(isFloat ? JitOp::GcStoreIndexedF : JitOp::GcStoreIndexedI,
         {arg(op, 0), arg(op, 1), arg(op, 2), arg(op, 3), arg(op, 4), integer(size)});
  return true;
}

} // namespace tw::pyjitpl
