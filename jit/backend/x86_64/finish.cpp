// The end of a piece: cold paths, stubs, constants; then its place in memory.
#include "jit/backend/x86_64/assembler.h"

#include "runtime/prelude.h"

#include <cstring>

namespace tw::jit::x86 {

using namespace asmjit::x86;

// The caller branches to its entry, binds its way back, and adds it to cold_.
TraceAssembler::ColdPath TraceAssembler::newColdPath(ColdPath::What what) {
  ColdPath path{};
  path.what = what;
  path.entry = a_.newLabel();
  path.back = a_.newLabel();
  return path;
}

void TraceAssembler::emitColdPaths() {
  for (const ColdPath& path : cold_) {
    a_.bind(path.entry);
    switch (path.what) {
    case ColdPath::Malloc: mallocCold(path); break;
    case ColdPath::MallocArray: mallocArrayCold(path); break;
    case ColdPath::Barrier:
      a_.mov(scratchGp(), gpReg(path.reg));
      callAddress(routines_.remember);
      break;
    case ColdPath::ItemBarrier:
      if (path.indexReg >= 0) {
        a_.push(gpReg(path.indexReg));
      } else {
        moveWord(scratchGp(), path.word);
        a_.push(scratchGp());
      }
      a_.mov(scratchGp(), gpReg(path.reg));
      callAddress(routines_.rememberItem);
      break;
    case ColdPath::CondCall: condCallCold(path); break;
    case ColdPath::FinishCall:
      a_.mov(rsi, rax);
      moveWord(rdi, path.word);
      callAddress(reinterpret_cast<const void*>(hooks_.finishCall));
      a_.mov(rdx, rax);
      break;
    case ColdPath::StackCheck:
      // rdi, the arguments, survives in the place of the forced data, which nobody needs yet.
      a_.mov(qword_ptr(rbp, kForcedDataOffset), rdi);
      a_.mov(rdi, rsp);
      callAddress(reinterpret_cast<const void*>(&tw_stack_slow));
      a_.mov(rdi, qword_ptr(rbp, kForcedDataOffset));
      a_.mov(qword_ptr(rbp, kForcedDataOffset), 0);
      a_.xor_(eax, 1);
      a_.test(al, al);
      checkAllocated();
      break;
    }
    a_.jmp(path.back);
  }
}

// A stub pushes the guard's number and jumps to a call of the leaving routine, which is repeated so
// that the jump stays short.
void TraceAssembler::emitStubs() {
  constexpr size_t kShortReach = 112;
  Label leave;
  size_t leaveAt = 0;
  for (const GuardSite& site : guardSites_) {
    if (!leave.isValid() || a_.offset() - leaveAt > kShortReach) {
      leave = a_.newLabel();
      leaveAt = a_.offset();
      a_.bind(leave);
      callAddress(routines_.leave);
      a_.embedUInt64(reinterpret_cast<uint64_t>(code_));
    }
    a_.bind(site.stub);
    a_.push(int32_t(site.guard->index));
    a_.jmp(leave);
  }
}

void TraceAssembler::emitConstants() {
  a_.align(asmjit::AlignMode::kZero, 8);
  a_.bind(refsLabel_);
  a_.embed(refs_.data(), refs_.size() * 8);
  a_.bind(wordsLabel_);
  a_.embed(words_.data(), words_.size() * 8);
}

bool TraceAssembler::finishPiece() {
  coldOffset_ = uint32_t(a_.offset());
  emitColdPaths();
  if (propagateUsed_) {
    auto guard = std::make_unique<Guard>(code_);
    guard->kind = GuardKind::PropagateException;
    guard->op = Op::Finish;
    guard->index = uint32_t(code_->guards.size());
    guardSites_.push_back({guard.get(), propagateLabel_, 0});
    code_->guards.push_back(std::move(guard));
  }
  emitStubs();
  emitConstants();
  const int32_t depth = frameDepthFor(ra_.slotCount());
  for (const uint32_t place : depthPlaces_) {
    const int32_t displacement = -depth;
    std::memcpy(holder_.textSection()->buffer().data() + place, &displacement, 4);
  }
  holder_.flatten();
  holder_.resolveUnresolvedLinks();
  const size_t size = holder_.codeSize();
  const CodeBlock block = memory_.allocate(size);
  if (!block.executable) return false;
  holder_.relocateToBase(reinterpret_cast<uint64_t>(block.executable));
  const size_t finalSize = holder_.codeSize();
  memory_.shrink(block, size, finalSize);
  holder_.copyFlattenedData(block.writable, finalSize);
  record(block, finalSize);
  return true;
}

// Tells everybody where things are.
void TraceAssembler::record(const CodeBlock& block, size_t size) {
  const int32_t depth = frameDepthFor(ra_.slotCount());
  code_->entry = code_->memory = block.executable;
  code_->codeSize = uint32_t(size);
  code_->opCount = trace_->size() - trace_->inputCount;
  const uint64_t wordsAt = holder_.labelOffset(refsLabel_);
  code_->words = {reinterpret_cast<int64_t*>(block.writable + wordsAt),
                  refs_.size() + words_.size()};
  code_->refCount = uint32_t(refs_.size());
  for (const GuardSite& site : guardSites_) {
    Guard& guard = *site.guard;
    guard.patch = site.branch;
    guard.stub = uint32_t(holder_.labelOffset(site.stub));
    for (ExitLocation& exit : guard.exits())
      if (exit.where == ExitLocation::Constant && exit.offset < 0)
        exit.offset = int32_t(refs_.size()) + ~exit.offset;
  }
  for (const TargetSite& site : targetSites_) {
    site.target->address = block.executable + holder_.labelOffset(site.label);
    site.target->frameDepth = depth;
  }
}

} // namespace tw::jit::x86
