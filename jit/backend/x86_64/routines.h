// Machine code that all traces share, made once: entering and leaving, and the slow paths of
// allocation and write barriers, which preserve every register that can hold a value.
#pragma once

#include "jit/backend/backend.h"
#include "jit/format/program.h"
#include "jit/memory/code_memory.h"

#include <asmjit/x86.h>

namespace tw::jit::x86 {

// Wrong instructions are bugs of the backend: ends the process.
class BufferedErrors final : public asmjit::ErrorHandler {
public:
  void handleError(asmjit::Error error, const char* message, asmjit::BaseEmitter* origin) override;
};

// What machine code returns in rax and rdx.
struct Outcome {
  uint64_t guard; // its address; bit 0: finished, and `result` is the value
  int64_t result;
};
constexpr uint64_t kFinished = 1;

// A cleared string or array; null: MemoryError is set.
void* allocateArray(const tw_jit_descr* array, int64_t length);

// The registers when a guard fails, as the leaving routine lays them out.
struct LeavingRegisters {
  double xmm[16];
  int64_t gp[16];
  CompiledCode** piece; // return address of the stub: the piece's address lies there
  int64_t index;        // of the guard in the piece
};

struct Routines {
  // Runs machine code: entry, arguments.
  Outcome (*enter)(void* entry, const int64_t* arguments) = nullptr;
  // Reached by `push index; call leave; dq piece`.
  void* leave = nullptr;
  // r11 = object -> tw_gc_remember.
  void* remember = nullptr;
  // `push index`, r11 = object -> tw_gc_remember_item; pops the index.
  void* rememberItem = nullptr;
  // `push size`, r11 = header -> tw_gc_malloc_slow; r11 = the object or null; pops the size.
  void* mallocSlow = nullptr;
  // `push length`, r11 = the array's descr -> allocateArray; r11 = the object or null; pops the
  // length.
  void* mallocArraySlow = nullptr;

  bool make(CodeMemory& memory);
  void release(CodeMemory& memory);

private:
  void* memory_ = nullptr;
  size_t size_ = 0;
};

} // namespace tw::jit::x86
