// Executes traces operation by operation: the reference that machine code and the optimizer are
// compared with. Works on real memory, calls real functions by their trampolines.
//
// Traces are known by what leads to them: a loop's labels, a guard's bridge, a token's entry. The
// exception state is tw_exc; frames cannot be forced.
#pragma once

#include "jit/trace/tokens.h"

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace tw::jit {

class TraceInterpreter {
public:
  // Jumps to the labels of the trace, and call_assembler of the token, go to it.
  void addLoop(const LoopToken& token, const Trace& trace);
  void addBridge(const Guard& from, const Trace& trace);

  struct Result {
    const Guard* guard = nullptr; // null: the budget of operations was used up
    std::vector<int64_t> values;  // of the exit
  };
  Result run(const Trace& trace, std::span<const int64_t> arguments, uint64_t budget);
  uint64_t executed() const { return executed_; } // operations, ever

private:
  struct Place {
    const Trace* trace;
    uint32_t index;
  };
  std::unordered_map<const LoopTarget*, Place> labels_;
  std::unordered_map<const Guard*, const Trace*> bridges_;
  std::unordered_map<const LoopToken*, const Trace*> loops_;
  uint64_t executed_ = 0;
  friend class TraceRun;
};

} // namespace tw::jit
