// Register allocation in one forward pass over a trace, as it is assembled.
//
// Each value has at most one register and at most one frame slot; where it has both, they agree. A
// register is freed by the value's death, by a call (values that live on move to callee-saved
// registers or to slots), or by giving it to another: then the value whose next operand use is
// farthest is spilled. The registers that an operation reads and writes are locked until it is
// done.
#pragma once

#include "jit/backend/x86_64/checker.h"
#include "jit/backend/x86_64/liveness.h"
#include "jit/backend/x86_64/locations.h"
#include "jit/backend/x86_64/moves.h"

#include <span>
#include <vector>

namespace tw::jit::x86 {

class Allocator {
public:
  Allocator(asmjit::x86::Assembler& emitter, const Liveness& liveness, AllocationChecker& checker)
      : a_(emitter), liveness_(liveness), checker_(checker) {}

  void start(const Trace& trace);
  void begin(uint32_t operation); // unlocks all
  // After an operation: frees what dies with it.
  void end();

  // Where the value is: its register if it has one.
  Location location(uint32_t value) const;
  bool inRegister(uint32_t value) const { return values_[value].reg >= 0; }
  bool inSlot(uint32_t value) const { return values_[value].slot >= 0; }
  int32_t slotOf(uint32_t value) const { return values_[value].slot; }
  bool isFloat(uint32_t value) const { return values_[value].isFloat; }
  bool diesNow(uint32_t value) const { return liveness_.lastUse(value) <= now_; }

  // The value in a register, which is locked.
  Gp gp(uint32_t value, RegisterMask allowed = kAllGp);
  Xmm xmm(uint32_t value);
  // A register for the operation's own use; locked.
  Gp tempGp(RegisterMask allowed = kAllGp);
  // A register for a result; locked. `reuse`: an operand; if it dies here its register is taken.
  Gp resultGp(uint32_t value, RegisterMask allowed = kAllGp);
  Xmm resultXmm(uint32_t value);
  // The result takes over the dying operand's register, which still holds the operand.
  bool takeOver(uint32_t result, uint32_t operand);
  // The result is in this register, which is free.
  void bind(uint32_t result, int reg);
  // Whoever has this register gives it up; locked.
  void evictGp(int reg);

  void lockGp(int reg) { lockedGp_ |= 1u << reg; }
  void lockXmm(int reg) { lockedXmm_ |= 1u << reg; }
  void lock(uint32_t value);
  // Checks that the operand lies where it is about to be read.
  void expect(uint32_t value, Location location) const { checker_.expect(value, location); }

  // Before a call: values that are alive behind it leave the registers that it clobbers, which
  // are then all free. Their contents are still there, as sources of the arguments' moves.
  void leaveRegisters(RegisterMask clobberedGp);
  // Makes sure that the value lies in a slot, too.
  void ensureSlot(uint32_t value);
  // The registers of values that are alive behind this operation, among these.
  RegisterMask liveGp(RegisterMask among) const;
  RegisterMask liveXmm() const;

  // A value arrives from outside.
  void arriveIn(uint32_t value, Location location);
  bool isFree(Location location) const;
  int pickFreeGp(uint32_t value, RegisterMask allowed) const;
  int pickFreeXmm(uint32_t value) const;
  int32_t newSlot(uint32_t value);
  // At a label: one place per carried value; a slot beside a register would not be kept up.
  void startLabel(std::span<const Operand> carried);
  void release(uint32_t value);
  void hint(uint32_t value, Location location);

  void emitMove(Location to, Location from);
  void emitMoves(ParallelMoves& moves) {
    for (const Move& move : moves.sequence()) emitMove(move.to, move.from);
  }
  // Loads a constant of the trace.
  using LoadConstant = void (*)(void* context, Location to, uint32_t constant);
  void setConstantLoader(LoadConstant load, void* context) {
    loadConstant_ = load;
    loadContext_ = context;
  }

  int32_t slotCount() const { return slotCount_; } // the most there ever were

private:
  struct Value {
    int8_t reg = -1;  // of the value's class
    int8_t hint = -1; // register it had better be in
    bool isFloat = false;
    int32_t slot = -1;
    int32_t slotHint = -1;
  };

  asmjit::x86::Assembler& a_;
  const Liveness& liveness_;
  AllocationChecker& checker_;
  const Trace* trace_ = nullptr;
  uint32_t now_ = 0;
  std::vector<Value> values_;
  uint32_t gpOwner_[16], xmmOwner_[16]; // values; kNone: free
  RegisterMask freeGp_ = 0, freeXmm_ = 0, lockedGp_ = 0, lockedXmm_ = 0;
  std::vector<bool> slotUsed_;
  int32_t slotCount_ = 0, firstFreeSlot_ = 0;
  LoadConstant loadConstant_ = nullptr;
  void* loadContext_ = nullptr;

  void setGp(uint32_t value, int reg);
  void setXmm(uint32_t value, int reg);
  void dropRegister(uint32_t value);
  void dropSlot(uint32_t value);
  int takeGp(uint32_t value, RegisterMask allowed);
  int takeXmm(uint32_t value);
  uint32_t farthest(const uint32_t* owners, RegisterMask among) const;
  void occupySlot(int32_t slot);
  void releaseIfDead(uint32_t value);
};

} // namespace tw::jit::x86
