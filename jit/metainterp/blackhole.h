// The blackhole interpreter: executes jitcode on plain words, to bring a frame that machine code
// (or the tracer) has left back to a point where the compiled interpreter can go on.
//
// A run is a chain of frames, pushed from the outermost inwards. It ends at a jit_merge_point of
// the outermost frame (a portal's), when that frame returns, or when an exception leaves it.
//
// Frames lie in FrameStack, whose memory never moves and is used again; their references are
// precise roots. Runs nest: functions that a run calls may start another one above it. Runs of
// different threads do not: each thread has a stack of its own.
#pragma once

#include "jit/memory/roots.h"
#include "jit/metainterp/decode.h"
#include "jit/metainterp/memory.h"

#include <memory>
#include <vector>

namespace tw::jit {

struct Frame {
  const tw_jitcode* code;
  uint32_t position; // the next instruction, in units
  Frame* below;      // the caller, or the top frame of the run underneath
  Word exception;    // the instance that the handler being executed has caught
  Word* bank[3];     // registers by kind

  Word read(unsigned kind, uint16_t unit) const {
    return unit & kConstantUnit ? constantOf(*code, kind, unit & ~kConstantUnit) : bank[kind][unit];
  }
};

class FrameStack final : public RootHolder {
public:
  // Registers are zero.
  Frame* push(const tw_jitcode& code);
  void pop();
  Frame* top() const { return top_; }
  void visitRoots(VisitSlot visit, void* context) override;

private:
  static constexpr size_t kChunkWords = 1 << 14;
  struct Chunk {
    std::unique_ptr<Word[]> words;
    size_t size;
    size_t used;
  };
  std::vector<Chunk> chunks_;
  size_t current_ = 0; // the chunk that the top frame lies in
  Frame* top_ = nullptr;

  Word* allocate(size_t words);
};

// Of the calling thread.
FrameStack& frameStack();
// The thread has come to the end of a run: gives its stack back, if that is empty.
void returnFrameStack();

enum class RunStatus : uint8_t {
  Continue,  // `values` of the outcome: greens, then reds, for the portal
  Done,      // `result`
  Exception, // tw_exc is set
};

// How a run of the blackhole interpreter, of the tracer, or of machine code ended. Values are those
// of the global exit record (exitValues in exit.h) until something else runs.
struct Outcome {
  RunStatus status = RunStatus::Done;
  Word result = 0;
};

// Runs the frames above `floor` (those of this run). With `raised`, tw_exc is set and is
// raised at the innermost frame's position first.
Outcome runBlackhole(Frame* floor, bool raised);

} // namespace tw::jit
