// Snapshots: what the interpreter's frames held when a guard was recorded.
//
// One snapshot is one frame: its jitcode, the position to resume at, the operands of its live
// registers (in the order of the liveness table: i, r, f), and the snapshot of its caller's frame.
// Frames that have not changed between two guards share their snapshot. The values of the
// virtualizable and the pairs of virtual references of the moment belong to the outermost record
// of a guard.
#pragma once

#include "jit/trace/trace.h"

namespace tw::jit {

struct FrameSnapshot {
  uint32_t jitcode;
  uint32_t position; // of `live`, in units: see jitops.def
  uint32_t first;    // in Snapshots::operands
  uint32_t count;    // may be one more than what is alive: the last is then the result of the call
                     // before `position`, which is to be written to the call's result register
  uint32_t caller;   // index of a FrameSnapshot, kNone for the outermost frame
};

struct GuardSnapshot {
  uint32_t frame;      // the innermost one
  uint32_t firstVable; // in Snapshots::operands: the virtualizable itself, static
  uint32_t vableCount; // fields, items of its arrays (lengths are read from the object); 0: none
  uint32_t firstVirtualRef; // pairs: virtual reference, real object
  uint32_t virtualRefCount; // operands, so twice the number of pairs
};

struct Snapshots {
  std::vector<FrameSnapshot> frames;
  std::vector<GuardSnapshot> guards; // by TraceOp::extra of a recorded guard
  std::vector<Operand> operands;

  void clear() {
    frames.clear();
    guards.clear();
    operands.clear();
  }
  std::span<const Operand> operandsOf(const FrameSnapshot& frame) const {
    return {operands.data() + frame.first, frame.count};
  }
};

} // namespace tw::jit
