// The shared routines' code.
#include "jit/backend/x86_64/routines.h"

#include "jit/backend/x86_64/leave.h"
#include "jit/backend/x86_64/locations.h"
#include "jit/trace/objects.h"
#include "runtime/prelude.h"

#include <cstddef>
#include <cstdio>

namespace tw::jit::x86 {

using namespace asmjit::x86; // rax, ptr, ...

namespace {

constexpr int kCalleeSaved[] = {3, 5, 12, 13, 14, 15};
constexpr int kCallerSaved[] = {0, 1, 2, 6, 7, 8, 9, 10};

void callFunction(Assembler& a, const void* function) {
  a.mov(rax, asmjit::Imm(reinterpret_cast<uint64_t>(function)));
  a.call(rax);
}

void emitEnter(Assembler& a) {
  for (const int reg : kCalleeSaved) a.push(gpReg(reg));
  a.sub(rsp, 8);
  a.mov(rax, rdi);
  a.mov(rdi, rsi);
  a.call(rax);
  a.add(rsp, 8);
  for (size_t index = std::size(kCalleeSaved); index-- > 0;) a.pop(gpReg(kCalleeSaved[index]));
  a.ret();
}

// The guard's bridge runs, if it has one that its branch could not reach; else the frame is left.
void emitLeave(Assembler& a) {
  constexpr int32_t gpStart = int32_t(offsetof(LeavingRegisters, gp));
  constexpr int32_t area = int32_t(offsetof(LeavingRegisters, piece));
  a.sub(rsp, area);
  for (int reg = 0; reg < 16; ++reg) {
    a.movsd(qword_ptr(rsp, 8 * reg), xmmReg(reg));
    if (reg != 4) a.mov(qword_ptr(rsp, gpStart + 8 * reg), gpReg(reg));
  }
  a.mov(rdi, rsp);
  callFunction(a, reinterpret_cast<const void*>(&leaveMachineCode));
  asmjit::Label toBridge = a.newLabel();
  a.test(rdx, rdx);
  a.jnz(toBridge);
  a.leave();
  a.ret();
  a.bind(toBridge);
  a.mov(scratchGp(), rdx);
  for (int reg = 0; reg < 16; ++reg) {
    a.movsd(xmmReg(reg), qword_ptr(rsp, 8 * reg));
    if (reg != 4 && reg != kScratchGp) a.mov(gpReg(reg), qword_ptr(rsp, gpStart + 8 * reg));
  }
  a.add(rsp, area + 16);
  a.jmp(scratchGp());
}

// Saves what a C function may clobber. On entry the stack is off its alignment by `skew` bytes.
int32_t emitSave(Assembler& a, int32_t skew) {
  const int32_t registers = int32_t(8 * (std::size(kCallerSaved) + 16));
  const int32_t area = registers + (registers + skew) % 16;
  a.sub(rsp, area);
  int32_t offset = 0;
  for (const int reg : kCallerSaved) a.mov(qword_ptr(rsp, 8 * offset++), gpReg(reg));
  for (int reg = 0; reg < 16; ++reg) a.movsd(qword_ptr(rsp, 8 * offset++), xmmReg(reg));
  return area;
}

void emitRestore(Assembler& a, int32_t area) {
  int32_t offset = 0;
  for (const int reg : kCallerSaved) a.mov(gpReg(reg), qword_ptr(rsp, 8 * offset++));
  for (int reg = 0; reg < 16; ++reg) a.movsd(xmmReg(reg), qword_ptr(rsp, 8 * offset++));
  a.add(rsp, area);
}

void emitRemember(Assembler& a) {
  const int32_t area = emitSave(a, 8);
  a.mov(rdi, scratchGp());
  callFunction(a, reinterpret_cast<const void*>(&tw_gc_remember));
  emitRestore(a, area);
  a.ret();
}

// A function of the scratch register and of a word on the stack, which is popped. Its result goes
// to the scratch register.
void emitBinary(Assembler& a, const void* function) {
  const int32_t area = emitSave(a, 16);
  a.mov(rdi, scratchGp());
  a.mov(rsi, qword_ptr(rsp, area + 8));
  callFunction(a, function);
  a.mov(scratchGp(), rax);
  emitRestore(a, area);
  a.ret(8);
}

void emitRememberItem(Assembler& a) {
  emitBinary(a, reinterpret_cast<const void*>(&tw_gc_remember_item));
}
void emitMallocSlow(Assembler& a) {
  emitBinary(a, reinterpret_cast<const void*>(&tw_gc_malloc_slow));
}
void emitMallocArraySlow(Assembler& a) {
  emitBinary(a, reinterpret_cast<const void*>(&allocateArray));
}

} // namespace

void* allocateArray(const tw_jit_descr* array, int64_t length) { return makeArray(*array, length); }

void BufferedErrors::handleError(asmjit::Error, const char* message, asmjit::BaseEmitter*) {
  char text[200];
  std::snprintf(text, sizeof text, "jit: assembler: %s", message);
  tw_fatal(text);
}

bool Routines::make(CodeMemory& memory) {
  BufferedErrors errors;
  asmjit::CodeHolder holder;
  holder.init(asmjit::Environment::host());
  holder.setErrorHandler(&errors);
  Assembler a(&holder);
  struct Part {
    void (*emit)(Assembler& a);
    void** address;
    size_t offset;
  };
  void* enterAddress = nullptr;
  Part parts[] = {{emitEnter, &enterAddress, 0},    {emitLeave, &leave, 0},
                  {emitRemember, &remember, 0},     {emitRememberItem, &rememberItem, 0},
                  {emitMallocSlow, &mallocSlow, 0}, {emitMallocArraySlow, &mallocArraySlow, 0}};
  for (Part& part : parts) {
    a.align(asmjit::AlignMode::kCode, 16);
    part.offset = a.offset();
    part.emit(a);
  }
  size_ = holder.codeSize();
  const CodeBlock block = memory.allocate(size_);
  if (!block.executable) return false;
  holder.relocateToBase(reinterpret_cast<uint64_t>(block.executable));
  holder.copyFlattenedData(block.writable, size_);
  for (const Part& part : parts) *part.address = block.executable + part.offset;
  enter = reinterpret_cast<decltype(enter)>(enterAddress);
  memory_ = block.executable;
  return true;
}

void Routines::release(CodeMemory& memory) {
  if (memory_) memory.release(memory_, size_);
}

} // namespace tw::jit::x86
