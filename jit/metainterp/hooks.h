// What the program's JitHookInterface (rlib.jit) is told: by the driver's function `event`.
#pragma once

#include "jit/trace/trace.h"
#include "jit/warm/cell.h"

namespace tw::jit {

// Numbers that rlib.jit knows.
enum class HookEvent : uint8_t {
  BeforeCompile,
  AfterCompile,
  BeforeCompileBridge,
  AfterCompileBridge,
  Abort,
  TraceTooLong
};
enum class HookKind : uint8_t { Loop, EntryBridge, Bridge };

struct HookInfo {
  HookKind kind = HookKind::Loop;
  int64_t number = 0;           // of the loop or the guard; Abort: the counter of the reason
  const Trace* trace = nullptr; // optimized; Abort: as recorded
  int64_t address = 0;          // of the machine code; 0: there is none yet
  int64_t bytes = 0;
  int64_t loop = 0; // number of the loop, a bridge's too
};

// Runs code of the program, which may collect; a pending exception is kept.
void callHook(HookEvent event, uint32_t driver, const int64_t* greens, const HookInfo& info);
inline bool hasHooks(uint32_t driver) { return tw_jit_program.drivers[driver].event != nullptr; }

} // namespace tw::jit
