// Reads and writes of memory, write barriers, the pending exception.
#include "jit/backend/x86_64/assembler.h"

#include "runtime/prelude.h"

#include <bit>
#include <cstring>

namespace tw::jit::x86 {

using namespace asmjit::x86;

namespace {

const tw_jit_descr& descrOf(uint32_t index) { return tw_jit_program.descrs[index]; }
bool isSignedDescr(const tw_jit_descr& descr) { return (descr.flags & TW_FIELD_SIGNED) != 0; }

bool mentions(const Mem& mem, const Gp& reg) {
  return (mem.hasBaseReg() && mem.baseId() == reg.id()) ||
         (mem.hasIndexReg() && mem.indexId() == reg.id());
}

Gp sized(Gp reg, unsigned width) {
  return width == 1 ? reg.r8() : width == 2 ? reg.r16() : width == 4 ? reg.r32() : reg;
}

} // namespace

// The result of the operation, from memory. It may take over a dying operand's register: the
// address has been computed.
void TraceAssembler::loadFrom(const TraceOp& op, const Mem& from, unsigned width, bool isSigned) {
  if (opInfo(op.op).result == Kind::Float) {
    a_.movsd(ra_.resultXmm(now_), from);
    return;
  }
  Gp to;
  bool taken = false;
  for (uint32_t index = 0; index < op.count && index < 2 && !taken; ++index) {
    const Operand operand = arg(op, index);
    taken = operand.isResult() && ra_.takeOver(now_, operand.index());
  }
  to = taken ? gpReg(ra_.location(now_).reg) : ra_.resultGp(now_);
  Mem mem = from;
  mem.setSize(width);
  switch (width) {
  case 1:
  case 2:
    if (isSigned)
      a_.movsx(to, mem);
    else
      a_.movzx(to.r32(), mem);
    break;
  case 4:
    if (isSigned)
      a_.movsxd(to, mem);
    else
      a_.mov(to.r32(), mem);
    break;
  default: a_.mov(to, mem);
  }
}

void TraceAssembler::store(const Mem& to, Operand value, unsigned width) {
  Mem mem = to;
  mem.setSize(width);
  int32_t imm;
  if (isImm32(value, &imm)) {
    if (width == 1) imm = int8_t(imm);
    if (width == 2) imm = int16_t(imm);
    a_.mov(mem, imm);
  } else if (value.isResult() && ra_.isFloat(value.index())) {
    a_.movsd(mem, ra_.xmm(value.index()));
  } else {
    const bool scratchFree = !mentions(mem, scratchGp());
    a_.mov(mem, sized(scratchFree ? gp(value, scratchGp()) : gpAnywhere(value), width));
  }
}

// A constant that cannot move needs none where the object is known to be in the heap: it is a root,
// and what frees the code tells the collector (jit/memory/loops.cpp). A prebuilt object becomes a
// root itself by its first barrier.
bool TraceAssembler::needsBarrier(Operand object, Operand value) const {
  if (trace_->kindOf(value) != Kind::Ref) return false;
  const auto constant = [&](Operand operand) {
    return reinterpret_cast<tw_gc*>(trace_->wordOf(operand));
  };
  if (value.isConstant()) {
    if (!constant(value) || constant(value)->flags & TW_GC_PREBUILT) return false;
    const bool intoHeap = object.isConstant() && !(constant(object)->flags & TW_GC_PREBUILT);
    if (intoHeap && !tw_gc_can_move(constant(value))) return false;
  }
  return object.isConstant() || youngEpoch_[object.index()] != epoch_;
}

void TraceAssembler::barrier(Operand object, Operand value) {
  if (!needsBarrier(object, value)) return;
  const Gp reg = gpAnywhere(object);
  ColdPath path = newColdPath(ColdPath::Barrier);
  path.reg = uint8_t(reg.id());
  a_.test(byte_ptr(reg, offsetof(tw_gc, flags)), int32_t(TW_GC_REMEMBER));
  a_.jnz(path.entry);
  a_.bind(path.back);
  cold_.push_back(path);
}

void TraceAssembler::itemBarrier(Operand object, Operand index, Operand value) {
  if (!needsBarrier(object, value)) return;
  const Gp reg = gpAnywhere(object);
  ColdPath path = newColdPath(ColdPath::ItemBarrier);
  path.reg = uint8_t(reg.id());
  path.indexReg = -1;
  if (index.isConstant())
    path.word = trace_->wordOf(index);
  else
    path.indexReg = int8_t(ra_.gp(index.index()).id());
  a_.test(byte_ptr(reg, offsetof(tw_gc, flags)), int32_t(TW_GC_REMEMBER));
  a_.jnz(path.entry);
  a_.bind(path.back);
  cold_.push_back(path);
}

void TraceAssembler::getField(const TraceOp& op) {
  const tw_jit_descr& field = descrOf(op.descr);
  loadFrom(op, place(arg(op, 0), field.field.offset, 8), field.width, isSignedDescr(field));
}

void TraceAssembler::setField(const TraceOp& op) {
  const tw_jit_descr& field = descrOf(op.descr);
  if (op.op == Op::SetFieldGc) barrier(arg(op, 0), arg(op, 1));
  store(place(arg(op, 0), field.field.offset, 8), arg(op, 1), field.width);
}

void TraceAssembler::getItem(const TraceOp& op) {
  const tw_jit_descr& array = descrOf(op.descr);
  const Mem from =
      item(arg(op, 0), arg(op, 1), array.array.base, array.array.item_size, array.width);
  loadFrom(op, from, array.width, isSignedDescr(array));
}

void TraceAssembler::setItem(const TraceOp& op) {
  const tw_jit_descr& array = descrOf(op.descr);
  if (op.op == Op::SetArrayItemGc) itemBarrier(arg(op, 0), arg(op, 1), arg(op, 2));
  store(item(arg(op, 0), arg(op, 1), array.array.base, array.array.item_size, array.width),
        arg(op, 2), array.width);
}

void TraceAssembler::interiorField(const TraceOp& op) {
  const tw_jit_descr& field = descrOf(op.descr);
  const tw_jit_descr& array = descrOf(field.field.parent);
  const int64_t offset = int64_t(array.array.base) + field.field.offset;
  if (op.op == Op::SetInteriorFieldGc) itemBarrier(arg(op, 0), arg(op, 1), arg(op, 2));
  const Mem mem = item(arg(op, 0), arg(op, 1), offset, array.array.item_size, field.width);
  if (op.op == Op::SetInteriorFieldGc)
    store(mem, arg(op, 2), field.width);
  else
    loadFrom(op, mem, field.width, isSignedDescr(field));
}

void TraceAssembler::rawLoad(const TraceOp& op) {
  const tw_jit_descr& array = descrOf(op.descr);
  const Mem mem = item(arg(op, 0), arg(op, 1), 0, 1, array.width);
  if (op.op == Op::RawStore)
    store(mem, arg(op, 2), array.width);
  else
    loadFrom(op, mem, array.width, isSignedDescr(array));
}

void TraceAssembler::gcIndexed(const TraceOp& op) {
  const uint32_t first = op.op == Op::GcStoreIndexed ? 3 : 2;
  const int64_t scale = trace_->wordOf(arg(op, first)), base = trace_->wordOf(arg(op, first + 1));
  const int64_t width = trace_->wordOf(arg(op, first + 2));
  const auto bytes = unsigned(width < 0 ? -width : width);
  const Mem mem = item(arg(op, 0), arg(op, 1), base, scale, bytes);
  if (op.op == Op::GcStoreIndexed)
    store(mem, arg(op, 2), bytes);
  else
    loadFrom(op, mem, bytes, width < 0);
}

// copystrcontent and copyunicodecontent: memcpy is called with the characters' addresses.
void TraceAssembler::copyContent(const TraceOp& op, uint32_t array) {
  const Operand from = arg(op, 0), to = arg(op, 1), fromStart = arg(op, 2), toStart = arg(op, 3);
  const Operand length = arg(op, 4);
  arguments_.assign({{to}, {from}, {length}, {toStart}, {fromStart}});
  placeArguments({}, kCallerSavedGp);
  const auto base = int32_t(descrOf(array).array.base);
  const auto shift = uint32_t(std::countr_zero(descrOf(array).array.item_size));
  a_.lea(rdi, ptr(rdi, rcx, shift, base));
  a_.lea(rsi, ptr(rsi, r8, shift, base));
  if (shift) a_.shl(rdx, shift);
  callAddress(reinterpret_cast<const void*>(&std::memcpy));
}

void TraceAssembler::strings(const TraceOp& op) {
  const bool isUnicode = op.op >= Op::UnicodeLen;
  const uint32_t index = isUnicode ? tw_jit_program.unicode_array : tw_jit_program.str_array;
  const tw_jit_descr& array = descrOf(index);
  switch (op.op) {
  case Op::StrLen:
  case Op::UnicodeLen:
    return loadFrom(op, place(arg(op, 0), array.array.length_offset, 8), 8, false);
  case Op::StrGetItem:
  case Op::UnicodeGetItem:
    return loadFrom(
        op, item(arg(op, 0), arg(op, 1), array.array.base, array.array.item_size, array.width),
        array.width, isSignedDescr(array));
  case Op::StrSetItem:
  case Op::UnicodeSetItem:
    return store(item(arg(op, 0), arg(op, 1), array.array.base, array.array.item_size, array.width),
                 arg(op, 2), array.width);
  case Op::StrHash:
  case Op::UnicodeHash: {
    const tw_jit_descr& field =
        descrOf(isUnicode ? tw_jit_program.unicode_hash : tw_jit_program.str_hash);
    return loadFrom(op, place(arg(op, 0), field.field.offset, 8), field.width,
                    isSignedDescr(field));
  }
  default: return copyContent(op, index);
  }
}

void TraceAssembler::exceptionState(const TraceOp& op) {
  switch (op.op) {
  case Op::SaveExceptionClass: a_.mov(ra_.resultGp(now_), global(&tw_exc.type, 8)); break;
  case Op::SaveException:
    a_.mov(ra_.resultGp(now_), global(&tw_exc.value, 8));
    a_.mov(global(&tw_exc.type, 8), 0);
    a_.mov(global(&tw_exc.value, 8), 0);
    break;
  default: {
    const Gp type = gpAnywhere(arg(op, 0)), value = gpAnywhere(arg(op, 1));
    a_.mov(global(&tw_exc.type, 8), type);
    a_.mov(global(&tw_exc.value, 8), value);
  }
  }
}

void TraceAssembler::memoryOperation(const TraceOp& op) {
  switch (op.op) {
  case Op::GetFieldGcI:
  case Op::GetFieldGcR:
  case Op::GetFieldGcF:
  case Op::GetFieldRawI:
  case Op::GetFieldRawR:
  case Op::GetFieldRawF: return getField(op);
  case Op::SetFieldGc:
  case Op::SetFieldRaw: return setField(op);
  case Op::GetArrayItemGcI:
  case Op::GetArrayItemGcR:
  case Op::GetArrayItemGcF:
  case Op::GetArrayItemGcPureI:
  case Op::GetArrayItemGcPureR:
  case Op::GetArrayItemGcPureF:
  case Op::GetArrayItemRawI:
  case Op::GetArrayItemRawR:
  case Op::GetArrayItemRawF: return getItem(op);
  case Op::SetArrayItemGc:
  case Op::SetArrayItemRaw: return setItem(op);
  case Op::ArrayLenGc: {
    const tw_jit_descr& array = descrOf(op.descr);
    return loadFrom(op, place(arg(op, 0), array.array.length_offset, 8), 8, false);
  }
  case Op::GetInteriorFieldGcI:
  case Op::GetInteriorFieldGcR:
  case Op::GetInteriorFieldGcF:
  case Op::SetInteriorFieldGc: return interiorField(op);
  case Op::RawLoadI:
  case Op::RawLoadF:
  case Op::RawStore: return rawLoad(op);
  case Op::GcLoadIndexedI:
  case Op::GcLoadIndexedF:
  case Op::GcStoreIndexed: return gcIndexed(op);
  default: return strings(op);
  }
}

} // namespace tw::jit::x86
