// Where the values of a trace are used: one sweep backwards, before registers are assigned.
//
// A use as an operand wants a register; a use as an exit value of a guard only wants the value
// to be somewhere. The distance to the next operand decides what is spilled (Belady's rule).
#pragma once

#include "jit/trace/trace.h"

#include <vector>

namespace tw::jit::x86 {

class Liveness {
public:
  void analyse(const Trace& trace);

  // The last operation that needs the value; its own index if none does.
  uint32_t lastUse(uint32_t value) const { return values_[value].lastUse; }
  // The next operation that has it as an operand; kNone: no further one.
  uint32_t nextOperandUse(uint32_t value) const {
    const uint32_t slot = values_[value].head;
    return slot == kNone ? kNone : uses_[slot].at;
  }
  // The sweep has passed this operand: its value's next use is a later one.
  void pass(uint32_t value, uint32_t operandSlot) { values_[value].head = uses_[operandSlot].next; }
  // Is `at` its only use, and as an operand?
  bool usedOnlyAt(uint32_t value, uint32_t at) const {
    const Value& info = values_[value];
    return !info.inExit && info.head != kNone && uses_[info.head].at == at &&
           uses_[info.head].next == kNone;
  }
  // Does the value, alive behind `at`, have to survive a call?
  bool survivesCall(uint32_t value, uint32_t at) const {
    const uint32_t last = values_[value].lastUse;
    return last > at && callsBefore_[last] != callsBefore_[at + 1];
  }

private:
  struct Value {
    uint32_t lastUse;
    uint32_t head; // first of its uses_
    bool inExit;
  };
  struct Use {
    uint32_t at, next;
  };
  std::vector<Value> values_;
  std::vector<Use> uses_; // by operand slot
  std::vector<uint32_t> callsBefore_;

  void use(uint32_t value, uint32_t at);
};

// Is it a call in the machine code that is not on a cold path?
bool clobbersRegisters(const TraceOp& op);

} // namespace tw::jit::x86
