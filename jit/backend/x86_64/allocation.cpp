// Allocation: a bump of the nursery, inline where the size is known. Memory is zero already.
#include "jit/backend/x86_64/assembler.h"

#include "runtime/prelude.h"

namespace tw::jit::x86 {

using namespace asmjit::x86;

namespace {
void* allocateArray(const tw_jit_descr* array, int64_t length) {
  return tw_malloc_var(array->array.header, array->array.base, array->array.item_size,
                       array->array.length_offset, length);
}
} // namespace

// Null: MemoryError is set; the frame is left at once. The object is in r11, or wherever flags came from.
void TraceAssembler::checkAllocated() {
  propagateUsed_ = true;
  a_.jz(propagateLabel_);
}

void TraceAssembler::mallocFixed(uint64_t header, uint64_t size) {
  const Gp object = ra_.resultGp(now_);
  ColdPath path{};
  path.what = ColdPath::MallocFixed;
  path.entry = a_.newLabel();
  path.back = a_.newLabel();
  path.reg = uint8_t(object.id());
  path.word = int64_t(header);
  path.size = size;
  const bool near = reinterpret_cast<int64_t>(&tw_nursery) ==
                    int32_t(reinterpret_cast<int64_t>(&tw_nursery));
  if (near) {
    a_.mov(object, global(&tw_nursery.free, 8));
    a_.lea(scratchGp(), ptr(object, int32_t(size)));
    a_.cmp(scratchGp(), global(&tw_nursery.top, 8));
    a_.ja(path.entry);
    a_.mov(global(&tw_nursery.free, 8), scratchGp());
  } else {
    const Gp nursery = ra_.tempGp();
    moveWord(nursery, reinterpret_cast<int64_t>(&tw_nursery));
    a_.mov(object, qword_ptr(nursery, offsetof(struct tw_nursery, free)));
    a_.lea(scratchGp(), ptr(object, int32_t(size)));
    a_.cmp(scratchGp(), qword_ptr(nursery, offsetof(struct tw_nursery, top)));
    a_.ja(path.entry);
    a_.mov(qword_ptr(nursery, offsetof(struct tw_nursery, free)), scratchGp());
  }
  if (int64_t(header) == int32_t(header)) {
    a_.mov(qword_ptr(object), int32_t(header));
  } else {
    moveWord(scratchGp(), int64_t(header));
    a_.mov(qword_ptr(object), scratchGp());
  }
  a_.bind(path.back);
  cold_.push_back(path);
  maybeCollects();
  youngEpoch_[now_] = epoch_;
}

// The collector keeps a list of these.
void TraceAssembler::mallocWithFinalizer(uint64_t header, uint64_t size) {
  arguments_.clear();
  arguments_.push_back({{}, int64_t(header)});
  arguments_.push_back({{}, int64_t(size)});
  callAllocator(reinterpret_cast<const void*>(&tw_gc_malloc_finalizer));
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

// With a constant length that is not a large one, like a fixed size.
void TraceAssembler::mallocArray(const TraceOp& op, const tw_jit_descr& array) {
  const Operand length = arg(op, 0);
  if (length.isConstant()) {
    const int64_t count = trace_->wordOf(length);
    const uint64_t itemSize = array.array.item_size;
    if (count >= 0 && (itemSize == 0 || uint64_t(count) <= TW_GC_LARGE / itemSize)) {
      uint64_t size = (array.array.base + itemSize * uint64_t(count) + 7) & ~uint64_t(7);
      if (size < 16) size = 16;
      mallocFixed(array.array.header, size);
      a_.mov(qword_ptr(gpReg(ra_.location(now_).reg), int32_t(array.array.length_offset)),
             int32_t(count));
      return;
    }
  }
  arguments_.clear();
  arguments_.push_back({{}, reinterpret_cast<int64_t>(&array)});
  arguments_.push_back({length});
  callAllocator(reinterpret_cast<const void*>(&allocateArray));
}

void TraceAssembler::allocate(const TraceOp& op) {
  switch (op.op) {
  case Op::New:
  case Op::NewWithVtable: {
    const tw_jit_descr& size = tw_jit_program.descrs[op.descr];
    uint64_t bytes = (uint64_t(size.size.size) + 7) & ~uint64_t(7);
    if (bytes < 16) bytes = 16;
    const auto* type = reinterpret_cast<const tw_type*>(tw_types + uint32_t(size.size.header));
    if (type->flags & TW_TYPE_FINALIZER) return mallocWithFinalizer(size.size.header, bytes);
    return mallocFixed(size.size.header, bytes);
  }
  case Op::NewArray:
    return mallocArray(op, tw_jit_program.descrs[op.descr]);
  case Op::NewStr:
    return mallocArray(op, tw_jit_program.descrs[tw_jit_program.str_array]);
  default:
    return mallocArray(op, tw_jit_program.descrs[tw_jit_program.unicode_array]);
  }
}

} // namespace tw::jit::x86
