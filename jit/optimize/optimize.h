// The optimizer: recorded traces in, traces for the backend out.
//
// In: what the tracer recorded, with snapshots, and how it ends. Out: an equivalent trace: for all
// inputs that satisfy its guards it has the same effects and the same results; at each guard,
// resume data rebuilds the interpreter's frames exactly.
//
// Passes work on one operation at a time, in one sweep: integer bounds and known bits, rewriting,
// virtual objects, strings, pure operations, heap. Loops are peeled: the first iteration is the
// preamble, which establishes what the second, the loop proper, relies on; what a later jump
// from elsewhere lacks is recomputed by the short preamble (Ardö, Bolz, Fijalkowski,
// "Loop-Aware Optimizations in PyPy's Tracing JIT", DLS 2012).
#pragma once

#include "jit/metainterp/resume_builder.h"
#include "jit/trace/snapshot.h"
#include "jit/trace/tokens.h"

#include <functional>

namespace tw::jit {

// enable_opts: which passes take part, by the names of the reference. Operands are made real where
// they are used, in this one sweep, so that earlyforce has nothing to do.
enum OptPass : uint32_t {
  kOptIntBounds = 1,
  kOptRewrite = 2,
  kOptVirtualize = 4,
  kOptString = 8,
  kOptPure = 16,
  kOptEarlyForce = 32,
  kOptHeap = 64,
  kOptUnroll = 128,
  kOptAll = 255,
};

// Calls a function now, for folding: true if it returned without an exception.
using FoldCall = std::function<bool(uint32_t callDescr, int64_t function,
                                    std::span<const int64_t> arguments, int64_t* result)>;

struct OptimizerInput {
  const Trace* trace = nullptr; // ends with jump (to `jumpTo`), finish, or guard_always_fails
  // With a virtualizable, the operations behind the inputs load its fields, `prologue` of them. A
  // label at the start stands behind these, and carries `carried`: all inputs, then results of the
  // prologue; so do the jump of a loop that closes and jumps from elsewhere. Without: 0, and the
  // inputs.
  uint32_t prologue = 0;
  std::span<const Operand> carried;
  // An entry that was cut (guard_always_fails) gets a target at its start, too: so that loops can
  // close there.
  bool labelAtStart = false;
  const Snapshots* snapshots = nullptr;
  ResumeBuilder* resume = nullptr;
  uint32_t passes = kOptAll;
  FoldCall fold;
  // A loop whose code has more guards than that is never traced again for other types
  // (LoopToken::mayRetrace).
  uint32_t maxRetraceGuards = 15;
};

enum class OptimizeStatus : uint8_t {
  Done,
  InvalidLoop,   // a guard always fails, or the end contradicts the start: give this trace up
  TooManyValues, // a guard would have to hand over more than kMaxExitValues
};

struct OptimizeResult {
  OptimizeStatus status = OptimizeStatus::Done;
  const char* reason = ""; // for the log
};

// A loop that closes on its own start: trace.jump's operands correspond to `carried`. Makes the
// label(s) and adds the targets (owned by `code`): with peeling [0] is the preamble's start, [1]
// the loop proper.
OptimizeResult optimizeLoop(const OptimizerInput& input, LoopToken& token, CompiledCode& code,
                            Trace* out);

// A trace from the start of a function, or an entry that leads into an existing loop, or one that
// finishes: `jumpTo` are the targets of the loop it jumps to, best last; empty if it ends
// otherwise.
OptimizeResult optimizeEntry(const OptimizerInput& input, std::span<LoopTarget* const> jumpTo,
                             LoopToken& token, CompiledCode& code, Trace* out);

// A bridge: starts with what the guard knew about its exit values; ends like an entry.
OptimizeResult optimizeBridge(const OptimizerInput& input, const Guard& from,
                              std::span<LoopTarget* const> jumpTo, LoopToken& token,
                              CompiledCode& code, Trace* out);

// A bridge, or an entry (`from` is null), that goes on with one more iteration of a loop, which
// begins at operation `iteration` and carries `carried`; trace.jump's operands correspond to these.
// What comes before becomes the preamble of one more version of the loop, specialised by what it
// knows; the target of that is added to `code`.
OptimizeResult optimizeRetrace(const OptimizerInput& input, const Guard* from, uint32_t iteration,
                               std::span<const Operand> carried, LoopToken& loop,
                               CompiledCode& code, Trace* out);

// Would a jump to the target pass its tests now? `words`: those of the values that the jump
// carries. A trace that jumps where its own values do not fit would leave the machine code at once,
// and its bridge again.
bool wouldEnter(const LoopTarget& target, std::span<const int64_t> words);

// The simplest correct optimizer: resolves snapshots into exits, nothing else. Serves as the
// baseline that fuzzing compares with, and as enable_opts=''.
OptimizeResult passThrough(const OptimizerInput& input, std::span<LoopTarget* const> jumpTo,
                           LoopToken& token, CompiledCode& code, Trace* out);

} // namespace tw::jit
