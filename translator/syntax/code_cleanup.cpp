// Jump threading and removal of instructions without effect.
#include "translator/syntax/code_cleanup.h"

#include "translator/syntax/code_builder.h"

#include <algorithm>

namespace tw::syntax {
namespace {

bool isJump(const Instruction& instruction) {
  return argumentKind(instruction.op) == ArgumentKind::Target;
}

class Cleanup {
public:
  explicit Cleanup(CodeObject& code) : code_(code), kept_(code.instructions.size(), false) {}

  void run() {
    threadJumps();
    threadConditions();
    markReachable();
    dropJumpsToNext();
    compact();
  }

private:
  uint32_t size() const { return static_cast<uint32_t>(code_.instructions.size()); }

  void threadJumps() {
    for (Instruction& instruction : code_.instructions) {
      if (!isJump(instruction)) continue;
      // An empty infinite loop is a cycle of jumps: give up after as many steps
      // as there are instructions.
      uint32_t target = instruction.arg;
      for (uint32_t steps = 0; steps < size(); ++steps) {
        const Instruction& next = code_.instructions[target];
        if (next.op != Opcode::Jump) {
          instruction.arg = target;
          break;
        }
        target = next.arg;
      }
    }
  }

  static bool jumpsIfTrue(Opcode op) {
    return op == Opcode::JumpIfTrueOrPop || op == Opcode::PopJumpIfTrue;
  }
  static bool keepsValue(Opcode op) {
    return op == Opcode::JumpIfTrueOrPop || op == Opcode::JumpIfFalseOrPop;
  }
  static bool isCondition(Opcode op) {
    return keepsValue(op) || op == Opcode::PopJumpIfTrue || op == Opcode::PopJumpIfFalse;
  }

  // A jump that keeps its value for another test of the same value: the outcome
  // of that one is known. In `(a and b) or c` the false `a` then goes straight to
  // `c` and never meets `b` in one place, where their types might not agree.
  void threadConditions() {
    for (uint32_t i = size(); i-- > 0;) {
      Instruction& instruction = code_.instructions[i];
      while (keepsValue(instruction.op)) {
        const uint32_t target = instruction.arg;
        const Instruction& next = code_.instructions[target];
        if (target <= i || !isCondition(next.op)) break;
        const bool value = jumpsIfTrue(instruction.op);
        if (jumpsIfTrue(next.op) == value) {
          instruction = next;
        } else {
          instruction = {value ? Opcode::PopJumpIfTrue : Opcode::PopJumpIfFalse, target + 1};
        }
      }
    }
  }

  void reach(uint32_t at, int depth) {
    code_.stackSize = std::max(code_.stackSize, static_cast<uint32_t>(depth));
    if (kept_[at]) return;
    kept_[at] = true;
    pending_.push_back({at, depth});
  }

  // Follows all paths, and measures the stack on the way.
  void markReachable() {
    code_.stackSize = 0;
    reach(0, 0);
    while (!pending_.empty()) {
      auto [at, depth] = pending_.back();
      pending_.pop_back();
      auto [op, arg] = code_.instructions[at];
      if (argumentKind(op) == ArgumentKind::Target) reach(arg, depth + stackEffectAtTarget(op));
      if (op == Opcode::Jump) continue; // it does not raise
      if (!endsPath(op)) reach(at + 1, depth + stackEffect(op, arg));
      if (const ExceptionRange* range = code_.handlerFor(at))
        reach(range->handler, static_cast<int>(range->depth) + 2);
    }
  }

  // From the end, so that it is known what follows.
  void dropJumpsToNext() {
    uint32_t next = size();
    for (uint32_t i = size(); i-- > 0;) {
      if (!kept_[i]) continue;
      const Instruction& instruction = code_.instructions[i];
      if (instruction.op == Opcode::Jump && instruction.arg == next) {
        kept_[i] = false;
      } else {
        next = i;
      }
    }
  }

  void compact() {
    std::vector<uint32_t> moved(size() + 1);
    uint32_t count = 0;
    for (uint32_t i = 0; i < size(); ++i) {
      moved[i] = count;
      if (!kept_[i]) continue;
      code_.instructions[count] = code_.instructions[i];
      code_.spans[count] = code_.spans[i];
      ++count;
    }
    moved[size()] = count;
    code_.instructions.resize(count);
    code_.spans.resize(count);
    for (Instruction& instruction : code_.instructions)
      if (isJump(instruction)) instruction.arg = moved[instruction.arg];
    for (ExceptionRange& range : code_.exceptionTable)
      range = {moved[range.start], moved[range.end], moved[range.handler], range.depth};
    std::erase_if(code_.exceptionTable,
                  [](const ExceptionRange& range) { return range.start >= range.end; });
  }

  CodeObject& code_;
  std::vector<bool> kept_;
  std::vector<std::pair<uint32_t, int>> pending_; // instructions and depths before them
};

} // namespace

void cleanUp(CodeObject& code) { Cleanup(code).run(); }

} // namespace tw::syntax
