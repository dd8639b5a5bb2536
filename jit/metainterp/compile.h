// From a recorded trace to machine code that is attached where it belongs; and back from machine
// code.
#pragma once

#include "jit/memory/roots.h"
#include "jit/metainterp/blackhole.h"
#include "jit/trace/snapshot.h"
#include "jit/trace/tokens.h"
#include "jit/warm/cell.h"

#include <span>
#include <vector>

namespace tw::jit {

// A trace under construction, with what the optimizer has to know (OptimizerInput).
struct RecordedTrace final : RootHolder {
  Trace trace;
  Snapshots snapshots;
  uint32_t prologue = 0;
  std::vector<Operand> carried;

  void clear();
  void visitRoots(VisitSlot visit, void* context) override;
};

// Compiles a loop that ends with its jump, and attaches it to the cell. Null: the optimizer or the
// backend has given up.
LoopToken* compileLoop(const RecordedTrace& recorded, JitCell& cell, bool unroll);
// A trace from the interpreter that jumps to existing code (`targets`), finishes, or was cut.
LoopToken* compileEntry(const RecordedTrace& recorded, std::span<LoopTarget* const> targets,
                        JitCell& cell, bool isCut);
// A bridge, which is attached to its guard. `isTrial`: failure is not logged, as something else
// will be tried.
bool compileBridge(const RecordedTrace& recorded, std::span<LoopTarget* const> targets, Guard& from,
                   bool isTrial = false);
// A bridge from a guard, or an entry from the cell, with one more version of the loop: see
// optimizeRetrace.
bool compileVersion(const RecordedTrace& recorded, uint32_t iteration,
                    std::span<const Operand> carried, LoopToken& loop, Guard* from, JitCell* cell);
// Code that only calls the portal's runner, for call_assembler of what is not compiled yet. Null:
// no memory.
LoopToken* compileCallback(JitCell& cell);

// The targets of a token that jumps may go to, the best last.
std::vector<LoopTarget*> targetsOf(const LoopToken& token);

// Runs machine code from the token's entry until it is left for good: failed guards go on in
// the blackhole interpreter, or are traced.
Outcome runToken(LoopToken& token, const Word* reds);
// The exit that exitRecord describes.
Outcome handleExit(Guard& guard);
// See BackendHooks.
Word finishAssemblerCall(LoopToken* token, Guard* guard);

} // namespace tw::jit
