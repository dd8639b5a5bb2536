// Allocation: a bump of the nursery, inline; where sizes are known, for several objects at once if
// nothing between them can collect.
//
// The nursery's memory is not zero, but what the operations make is. Words that the trace stores to
// before anything can read them, a collection above all, need not be cleared.
#include "jit/backend/x86_64/assembler.h"

#include "jit/trace/objects.h"
#include "runtime/prelude.h"

#include <algorithm>

namespace tw::jit::x86 {

using namespace asmjit::x86;

namespace {

constexpr int32_t kMostUnrolledWords = 16;
// Longer arrays are cleared faster out of line.
constexpr uint64_t kMostClearedBytes = 512;

void* allocateWithFinalizer(u64 header, u64 size) {
  auto* object = static_cast<char*>(tw_gc_malloc_finalizer(header, size));
  if (object) std::memset(object + 8, 0, size - 8);
  return object;
}

} // namespace

// Null: MemoryError is set, and the frame is left at once.
void TraceAssembler::checkAllocated() {
  propagateUsed_ = true;
  a_.jz(propagateLabel_);
}

// Is it an allocation of a known size that fits the nursery?
bool TraceAssembler::describeNew(uint32_t index, NewObject* object) const {
  const TraceOp& op = trace_->ops[index];
  *object = {.value = index,
             .reg = 0,
             .header = 0,
             .size = 0,
             .lengthOffset = -1,
             .length = 0,
             .written = {}};
  if (op.op == Op::New || op.op == Op::NewWithVtable) {
    const tw_jit_descr& descr = tw_jit_program.descrs[op.descr];
    object->header = descr.size.header;
    object->size = descr.size.size;
  } else if (op.op == Op::NewArray || op.op == Op::NewStr || op.op == Op::NewUnicode) {
    const tw_jit_descr& descr = arrayDescr(op);
    const Operand length = arg(op, 0);
    if (!length.isConstant()) return false;
    const int64_t count = trace_->wordOf(length);
    if (count < 0 || uint64_t(count) > kMostInlineBytes) return false;
    object->header = descr.array.header;
    object->size = fixedSizeOf(descr) + uint64_t(count) * descr.array.item_size;
    object->lengthOffset = int32_t(descr.array.length_offset);
    object->length = int32_t(count);
  } else {
    return false;
  }
  object->size = std::max<uint64_t>((object->size + 7) & ~uint64_t(7), 16);
  const auto* type = reinterpret_cast<const tw_type*>(tw_types + uint32_t(object->header));
  return object->size <= kMostInlineBytes && !(type->flags & TW_TYPE_FINALIZER);
}

// Allocations that follow before a guard, and before anything else can collect, are done together
// with this one.
void TraceAssembler::gatherNew(const NewObject& first) {
  constexpr size_t kMost = 4;
  newObjects_.assign(1, first);
  uint64_t total = first.size;
  for (uint32_t index = now_ + 1; index < trace_->size() && newObjects_.size() < kMost; ++index) {
    const Category category = opInfo(trace_->ops[index].op).category;
    if (category == Category::Control || category == Category::Call ||
        category == Category::Guard || clobbersRegisters(trace_->ops[index]))
      break;
    if (category != Category::Allocate) continue;
    NewObject object;
    if (!describeNew(index, &object) || total + object.size > kMostInlineBytes) break;
    if (liveness_.lastUse(index) == index) continue;
    total += object.size;
    newObjects_.push_back(object);
  }
}

TraceAssembler::NewObject* TraceAssembler::newObjectOf(Operand operand) {
  if (!operand.isResult()) return nullptr;
  for (NewObject& object : newObjects_)
    if (object.value == operand.index()) return &object;
  return nullptr;
}

// Which bytes of newObjects_ are stored to before anything could read them.
void TraceAssembler::findWritten() {
  for (NewObject& object : newObjects_) {
    const TraceOp& op = trace_->ops[object.value];
    if (op.op != Op::NewStr && op.op != Op::NewUnicode) continue;
    const tw_jit_descr& descr =
        arrayDescr(op); // characters are written before a program sees the string
    for (uint64_t byte = 0; byte < uint64_t(object.length) * descr.array.item_size; ++byte)
      object.written.set(descr.array.base + byte);
  }
  for (uint32_t index = now_ + 1; index < trace_->size(); ++index) {
    const TraceOp& op = trace_->ops[index];
    const Category category = opInfo(op.op).category;
    switch (category) {
    case Category::Pure:
    case Category::Overflow:
    case Category::Note: break;
    case Category::Read:
      if (mayReadNew(op)) return;
      break;
    case Category::Write:
      if (clobbersRegisters(op)) return;
      noteWrite(op);
      break;
    case Category::Allocate:
      if (!newObjectOf(Operand::result(index))) return;
      break;
    default: return;
    }
  }
}

// An object that was read since may be one of the new ones under another name.
bool TraceAssembler::mayReadNew(const TraceOp& op) {
  const Operand base = arg(op, 0);
  return base.isResult() && base.index() >= now_;
}

void TraceAssembler::noteWrite(const TraceOp& op) {
  NewObject* object = newObjectOf(arg(op, 0));
  if (!object) return;
  int64_t offset = 0;
  uint32_t width = 0;
  const auto constantIndex = [&] {
    return arg(op, 1).isConstant() ? trace_->wordOf(arg(op, 1)) : -1;
  };
  if (op.op == Op::SetFieldGc) {
    const tw_jit_descr& field = tw_jit_program.descrs[op.descr];
    offset = field.field.offset;
    width = field.width;
  } else if (op.op == Op::SetInteriorFieldGc) {
    const tw_jit_descr& field = tw_jit_program.descrs[op.descr];
    const tw_jit_descr& array = tw_jit_program.descrs[field.field.parent];
    if (constantIndex() < 0) return;
    offset = array.array.base + field.field.offset + constantIndex() * array.array.item_size;
    width = field.width;
  } else if (op.op == Op::SetArrayItemGc) {
    const tw_jit_descr& array = tw_jit_program.descrs[op.descr];
    if (constantIndex() < 0) return;
    offset = array.array.base + constantIndex() * array.array.item_size;
    width = array.width;
  }
  for (uint32_t byte = 0; byte < width; ++byte)
    if (uint64_t(offset) + byte < object->size) object->written.set(size_t(offset) + byte);
}

// Words first ... end - 1. Overlapping pairs are as good as disjoint ones.
void TraceAssembler::clearWords(const Gp& object, int32_t first, int32_t end) {
  if (end - first == 1) {
    a_.mov(qword_ptr(object, first * 8), 0);
    return;
  }
  a_.xorps(scratchXmm(), scratchXmm());
  if (end - first <= kMostUnrolledWords) {
    for (int32_t word = first; word + 2 <= end; word += 2)
      a_.movups(xmmword_ptr(object, word * 8), scratchXmm());
  } else {
    const int32_t pairs = (end - first) / 2;
    const Label loop = a_.newLabel();
    a_.mov(scratchGp(), -pairs * 16);
    a_.bind(loop);
    a_.movups(xmmword_ptr(object, scratchGp(), 0, first * 8 + pairs * 16), scratchXmm());
    a_.add(scratchGp(), 16);
    a_.jnz(loop);
  }
  if ((end - first) % 2) a_.movups(xmmword_ptr(object, end * 8 - 16), scratchXmm());
}

void TraceAssembler::clearUnwritten(const NewObject& object) {
  const auto isWritten = [&](int32_t word) {
    if (word * 8 == object.lengthOffset) return true;
    return ((object.written >> size_t(word * 8)) & std::bitset<kMostInlineBytes>(0xff)).count() ==
           8;
  };
  const auto words = int32_t(object.size / 8);
  for (int32_t first = 1; first < words; ++first) {
    int32_t end = first;
    while (end < words && !isWritten(end)) ++end;
    if (end > first) clearWords(gpReg(object.reg), first, end);
    first = end;
  }
}

// The header, and the length, which the collector must see at once.
void TraceAssembler::initializeNew(const NewObject& object, bool withHeader) {
  const Gp reg = gpReg(object.reg);
  if (withHeader) initializeHeader(reg, object.header);
  if (object.lengthOffset >= 0) a_.mov(qword_ptr(reg, object.lengthOffset), object.length);
}

void TraceAssembler::initializeHeader(const Gp& object, uint64_t header) {
  if (int64_t(header) == int32_t(header)) {
    a_.mov(qword_ptr(object), int32_t(header));
  } else {
    moveWord(scratchGp(), int64_t(header));
    a_.mov(qword_ptr(object), scratchGp());
  }
}

TraceAssembler::NurseryWords TraceAssembler::nurseryWords() {
  const auto address = reinterpret_cast<int64_t>(&tw_nursery);
  Mem free = ptr_abs(uint64_t(address), 8), top = free;
  if (address != int32_t(address)) {
    const Gp nursery = ra_.tempGp();
    moveWord(nursery, address);
    free = top = qword_ptr(nursery);
  }
  free.addOffset(offsetof(struct tw_nursery, free));
  top.addOffset(offsetof(struct tw_nursery, top));
  return {free, top};
}

// One bump for all of newObjects_.
void TraceAssembler::bumpNursery() {
  int32_t total = 0;
  for (NewObject& object : newObjects_) {
    object.reg = uint8_t(ra_.resultGp(object.value).id());
    total += int32_t(object.size);
  }
  ColdPath path = newColdPath(ColdPath::Malloc);
  path.firstObject = uint32_t(coldObjects_.size());
  path.objectCount = uint32_t(newObjects_.size());
  coldObjects_.insert(coldObjects_.end(), newObjects_.begin(), newObjects_.end());
  const auto [free, top] = nurseryWords();
  const Gp first = gpReg(newObjects_[0].reg);
  a_.mov(first, free);
  a_.lea(scratchGp(), ptr(first, total));
  a_.cmp(scratchGp(), top);
  a_.ja(path.entry);
  a_.mov(free, scratchGp());
  int32_t offset = 0;
  for (const NewObject& object : newObjects_) {
    if (offset) a_.lea(gpReg(object.reg), ptr(first, offset));
    initializeNew(object, true);
    clearUnwritten(object);
    offset += int32_t(object.size);
  }
  a_.bind(path.back);
  cold_.push_back(path);
  maybeCollects();
  for (const NewObject& object : newObjects_) youngEpoch_[object.value] = epoch_;
}

// The slow path makes one object after the other; those that exist are in registers meanwhile. A
// collection for a later one may have made an earlier one old in its place: then it is remembered,
// as what follows stores without barriers.
void TraceAssembler::mallocCold(const ColdPath& path) {
  for (uint32_t index = 0; index < path.objectCount; ++index) {
    const NewObject& object = coldObjects_[path.firstObject + index];
    a_.push(asmjit::Imm(object.size));
    moveWord(scratchGp(), int64_t(object.header));
    callAddress(routines_.mallocSlow);
    a_.test(scratchGp(), scratchGp());
    checkAllocated();
    a_.mov(gpReg(object.reg), scratchGp());
    initializeNew(object, false);
  }
  for (uint32_t index = 0; index + 1 < path.objectCount; ++index) {
    const Gp object = gpReg(coldObjects_[path.firstObject + index].reg);
    const Label isYoung = a_.newLabel();
    a_.test(byte_ptr(object, offsetof(tw_gc, flags)), int32_t(TW_GC_REMEMBER));
    a_.short_().jz(isYoung);
    a_.mov(scratchGp(), object);
    callAddress(routines_.remember);
    a_.bind(isYoung);
  }
}

// A string or array of a length that is known at run time only. Strings are cleared but for their
// characters, as in makeArray().
void TraceAssembler::bumpNurseryForArray(const TraceOp& op) {
  const tw_jit_descr& array = arrayDescr(op);
  const bool isString = op.op != Op::NewArray;
  const auto fixed = int32_t(fixedSizeOf(array));
  const uint64_t itemSize = array.array.item_size;
  const Gp length = ra_.gp(arg(op, 0).index());
  const Gp object = ra_.resultGp(now_);
  const auto [free, top] = nurseryWords();
  ColdPath path = newColdPath(ColdPath::MallocArray);
  path.reg = uint8_t(object.id());
  path.indexReg = int8_t(length.id());
  path.word = reinterpret_cast<int64_t>(&array);
  a_.cmp(length, int32_t((isString ? kMostInlineBytes : kMostClearedBytes) / itemSize));
  a_.ja(path.entry); // also a negative length
  a_.mov(object, free);
  a_.imul(scratchGp(), length, int32_t(itemSize));
  a_.lea(scratchGp(), ptr(scratchGp(), object, 0, fixed + 7));
  a_.and_(scratchGp(), -8);
  a_.cmp(scratchGp(), top);
  a_.ja(path.entry);
  a_.mov(free, scratchGp());
  if (isString)
    a_.mov(qword_ptr(scratchGp(), -8), 0);
  else
    clearItems(object, fixed);
  initializeHeader(object, array.array.header);
  const auto lengthWord = int32_t(array.array.length_offset / 8);
  if (lengthWord > 1) clearWords(object, 1, lengthWord);
  if ((lengthWord + 1) * 8 < int32_t(array.array.base))
    clearWords(object, lengthWord + 1, int32_t(array.array.base / 8));
  a_.mov(qword_ptr(object, lengthWord * 8), length);
  a_.bind(path.back);
  cold_.push_back(path);
  maybeCollects();
  youngEpoch_[now_] = epoch_;
}

// From `first` bytes behind the object's start to its end, which is in the scratch register.
void TraceAssembler::clearItems(const Gp& object, int32_t first) {
  const Label loop = a_.newLabel(), done = a_.newLabel();
  a_.sub(scratchGp(), object);
  a_.bind(loop);
  a_.cmp(scratchGp(), first);
  a_.short_().jbe(done);
  a_.mov(qword_ptr(object, scratchGp(), 0, -8), 0);
  a_.sub(scratchGp(), 8);
  a_.short_().jmp(loop);
  a_.bind(done);
}

void TraceAssembler::mallocArrayCold(const ColdPath& path) {
  a_.push(gpReg(path.indexReg));
  moveWord(scratchGp(), path.word);
  callAddress(routines_.mallocArraySlow);
  a_.test(scratchGp(), scratchGp());
  checkAllocated();
  a_.mov(gpReg(path.reg), scratchGp());
}

const tw_jit_descr& TraceAssembler::arrayDescr(const TraceOp& op) const {
  return tw_jit_program.descrs[op.op == Op::NewStr       ? tw_jit_program.str_array
                               : op.op == Op::NewUnicode ? tw_jit_program.unicode_array
                                                         : op.descr];
}

// arguments_ are set; the result is the operation's.
void TraceAssembler::callAllocator(const void* function) {
  emitCall({}, function, kCallerSavedGp);
  a_.test(rax, rax);
  checkAllocated();
  maybeCollects();
  ra_.bind(now_, 0);
  youngEpoch_[now_] = epoch_;
}

void TraceAssembler::allocate(const TraceOp& op) {
  if (youngEpoch_[now_] != 0) return; // together with an earlier one
  NewObject object;
  if (describeNew(now_, &object)) {
    gatherNew(object);
    findWritten();
    bumpNursery();
    return;
  }
  arguments_.clear();
  if (op.op == Op::New || op.op == Op::NewWithVtable) {
    const bool hasFinalizer =
        reinterpret_cast<const tw_type*>(tw_types + uint32_t(object.header))->flags &
        TW_TYPE_FINALIZER;
    arguments_.push_back({{}, int64_t(object.header)});
    arguments_.push_back({{}, int64_t(object.size)});
    callAllocator(hasFinalizer ? reinterpret_cast<const void*>(&allocateWithFinalizer)
                               : reinterpret_cast<const void*>(&tw_gc_malloc_slow));
    return;
  }
  const tw_jit_descr& array = arrayDescr(op);
  constexpr uint64_t kLeast = 16;
  if (!arg(op, 0).isConstant() && fixedSizeOf(array) >= kLeast && array.array.base % 8 == 0 &&
      array.array.item_size > 0)
    return bumpNurseryForArray(op);
  arguments_.push_back({{}, reinterpret_cast<int64_t>(&array)});
  arguments_.push_back({arg(op, 0)});
  callAllocator(reinterpret_cast<const void*>(&allocateArray));
}

} // namespace tw::jit::x86
