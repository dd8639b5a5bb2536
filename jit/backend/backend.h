// The interface of a backend: traces in, machine code out.
//
// In: an optimized Trace. A loop's trace has inputs, then operations, among them labels
// (targets of jumps), and ends with jump, finish or guard_always_fails. A bridge's inputs are the
// exit values of the guard it starts at that are not none, in order; they come from that guard's
// locations without a copy.
// Out: executable memory, and in each Guard and LoopTarget what its declaration says.
//
// Machine frames lie on the machine stack, below a frame pointer, so the collector finds objects in
// them and in registers by its ambiguous scan: no stack maps, and values in registers survive calls
// in callee-saved registers. Object constants are loaded from CompiledCode::words.
//
// A frame is gone when its trace has finished or a guard has failed: whoever can still reach its
// force_token must not (a virtualizable is written back, and its token cleared, before finish).
//
// A frame that must grow (a bridge needs more slots than its loop) lowers the stack pointer.
#pragma once

#include "jit/trace/tokens.h"

#include <cstdint>
#include <memory>
#include <span>

namespace tw::jit {

// Most values a guard can hand over; a trace that needs more is aborted by the tracer.
constexpr uint32_t kMaxExitValues = 1024;

// The frame in which a call is going on, as force() sees it: see force_token.
struct MachineFrame;

// What machine code hands over when it leaves. Valid until it runs again.
struct ExitRecord {
  Guard* guard;
  void* forcedData;               // guard_not_forced: what setForcedData kept for the frame
  int64_t values[kMaxExitValues]; // by position among the exit values
};
extern ExitRecord exitRecord;

// When call_assembler's callee leaves otherwise than by DoneWithFrame, the machine code calls this:
// it finishes the callee in the interpreter and returns the result's word (tw_exc may be set).
using AssemblerCallHelper = int64_t (*)(LoopToken* token, Guard* guard);
struct BackendHooks {
  AssemblerCallHelper finishCall = nullptr;
};

struct CodeStatistics {
  uint64_t allocated = 0; // bytes of machine code, ever
  uint64_t freed = 0;
  uint64_t resident = 0; // bytes of executable memory taken from the system
};

class Backend {
public:
  virtual ~Backend() = default;

  virtual void setHooks(const BackendHooks& hooks) = 0;
  // False: out of executable memory; nothing has changed.
  virtual bool assembleLoop(const Trace& trace, LoopToken& token, CompiledCode& code) = 0;
  // Attaches the bridge: the guard's branch is patched last.
  virtual bool assembleBridge(const Trace& trace, Guard& from, CompiledCode& code) = 0;
  // Runs from the token's entry. Returns exitRecord.guard; exitRecord.values are filled in.
  virtual Guard* execute(LoopToken& token, const int64_t* arguments) = 0;

  // Later entries of `from` (by execute or call_assembler) go to `to`, which has the same inputs,
  // and which `from` calls from then on.
  virtual void redirect(LoopToken& from, LoopToken& to) = 0;
  // The opposite of attaching a bridge: the guard goes to the interpreter again.
  virtual void detach(Guard& from) = 0;
  // Every guard_not_invalidated of the token's code now fails.
  virtual void invalidate(LoopToken& token) = 0;
  // Returns the memory of one piece. Nothing may jump or return into it any more.
  virtual void release(CompiledCode& code) = 0;

  // A virtualizable is forced while its frame is inside a call (guard_not_forced follows): the
  // guard that will fail, with its exit values read from the live frame into `values`.
  virtual Guard* force(MachineFrame* frame, int64_t* values) = 0;
  // Keeps an object (the forced values) for the guard that fails later; null: none yet.
  virtual void setForcedData(MachineFrame* frame, void* data) = 0;
  virtual void* forcedData(MachineFrame* frame) = 0;

  virtual CodeStatistics statistics() const = 0;
};

// With `checks`, register allocation is verified.
std::unique_ptr<Backend> makeX86_64Backend(bool checks = false);

} // namespace tw::jit
