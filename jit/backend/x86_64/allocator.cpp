// Registers and slots of values.
#include "jit/backend/x86_64/allocator.h"

#include <algorithm>
#include <bit>

namespace tw::jit::x86 {

namespace {
int lowest(RegisterMask mask) { return std::countr_zero(mask); }
} // namespace

void Allocator::start(const Trace& trace) {
  trace_ = &trace;
  now_ = 0;
  values_.assign(trace.size(), Value());
  for (uint32_t index = 0; index < trace.size(); ++index)
    values_[index].isFloat = opInfo(trace.ops[index].op).result == Kind::Float;
  std::fill(std::begin(gpOwner_), std::end(gpOwner_), kNone);
  std::fill(std::begin(xmmOwner_), std::end(xmmOwner_), kNone);
  freeGp_ = kAllGp;
  freeXmm_ = kAllXmm;
  lockedGp_ = lockedXmm_ = 0;
  slotUsed_.clear();
  slotCount_ = firstFreeSlot_ = 0;
  checker_.forgetAll();
}

void Allocator::begin(uint32_t operation) {
  now_ = operation;
  lockedGp_ = lockedXmm_ = 0;
  checker_.at(operation);
}

void Allocator::releaseIfDead(uint32_t value) {
  if (liveness_.lastUse(value) <= now_) release(value);
}

void Allocator::end() {
  const TraceOp& op = trace_->ops[now_];
  for (const Operand operand : trace_->operandsOf(op))
    if (operand.isResult()) releaseIfDead(operand.index());
  if ((isGuard(op.op) || op.op == Op::Finish) && op.extra != kNone)
    for (const Operand operand : trace_->valuesOf(trace_->exits[op.extra]))
      if (operand.isResult()) releaseIfDead(operand.index());
  releaseIfDead(now_);
}

Location Allocator::location(uint32_t value) const {
  const Value& info = values_[value];
  if (info.reg >= 0) return info.isFloat ? Location::xmm(info.reg) : Location::gp(info.reg);
  return info.slot >= 0 ? Location::slot(info.slot) : Location();
}

void Allocator::setGp(uint32_t value, int reg) {
  values_[value].reg = int8_t(reg);
  gpOwner_[reg] = value;
  freeGp_ &= ~(1u << reg);
  lockGp(reg);
}

void Allocator::setXmm(uint32_t value, int reg) {
  values_[value].reg = int8_t(reg);
  xmmOwner_[reg] = value;
  freeXmm_ &= ~(1u << reg);
  lockXmm(reg);
}

void Allocator::dropRegister(uint32_t value) {
  Value& info = values_[value];
  if (info.reg < 0) return;
  if (info.isFloat) {
    xmmOwner_[info.reg] = kNone;
    freeXmm_ |= 1u << info.reg;
  } else {
    gpOwner_[info.reg] = kNone;
    freeGp_ |= 1u << info.reg;
  }
  info.reg = -1;
}

void Allocator::dropSlot(uint32_t value) {
  Value& info = values_[value];
  if (info.slot < 0) return;
  slotUsed_[size_t(info.slot)] = false;
  firstFreeSlot_ = std::min(firstFreeSlot_, info.slot);
  info.slot = -1;
}

void Allocator::release(uint32_t value) {
  dropRegister(value);
  dropSlot(value);
}

void Allocator::occupySlot(int32_t slot) {
  if (size_t(slot) >= slotUsed_.size()) slotUsed_.resize(size_t(slot) + 16, false);
  slotUsed_[size_t(slot)] = true;
  slotCount_ = std::max(slotCount_, slot + 1);
}

int32_t Allocator::newSlot(uint32_t value) {
  int32_t slot = values_[value].slotHint;
  if (slot < 0 || (size_t(slot) < slotUsed_.size() && slotUsed_[size_t(slot)])) {
    slot = firstFreeSlot_;
    while (size_t(slot) < slotUsed_.size() && slotUsed_[size_t(slot)]) ++slot;
    firstFreeSlot_ = slot;
  }
  occupySlot(slot);
  values_[value].slot = slot;
  return slot;
}

void Allocator::ensureSlot(uint32_t value) {
  if (values_[value].slot >= 0) return;
  const Location from = location(value);
  const int32_t slot = newSlot(value);
  emitMove(Location::slot(slot), from);
}

// The value among the owners whose next operand use is farthest; of two, one that has a slot.
uint32_t Allocator::farthest(const uint32_t* owners, RegisterMask among) const {
  uint32_t best = kNone, bestUse = 0;
  for (; among != 0; among &= among - 1) {
    const uint32_t value = owners[lowest(among)];
    const uint32_t use = liveness_.nextOperandUse(value);
    if (best == kNone || use > bestUse ||
        (use == bestUse && values_[value].slot >= 0 && values_[best].slot < 0)) {
      best = value;
      bestUse = use;
    }
  }
  return best;
}

int Allocator::pickFreeGp(uint32_t value, RegisterMask allowed) const {
  RegisterMask free = freeGp_ & ~lockedGp_ & allowed;
  if (free == 0) return -1;
  if (value != kNone) {
    const int hint = values_[value].hint;
    if (hint >= 0 && (free >> hint & 1)) return hint;
  }
  const bool preserved = value != kNone && liveness_.survivesCall(value, now_);
  const RegisterMask preferred = free & (preserved ? kCalleeSavedGp : kCallerSavedGp);
  return lowest(preferred ? preferred : free);
}

int Allocator::pickFreeXmm(uint32_t value) const {
  const RegisterMask free = freeXmm_ & ~lockedXmm_;
  if (free == 0) return -1;
  if (value != kNone) {
    const int hint = values_[value].hint;
    if (hint >= 0 && (free >> hint & 1)) return hint;
  }
  return lowest(free);
}

int Allocator::takeGp(uint32_t value, RegisterMask allowed) {
  int reg = pickFreeGp(value, allowed);
  if (reg < 0) {
    const uint32_t victim = farthest(gpOwner_, allowed & ~lockedGp_ & ~freeGp_);
    assert(victim != kNone && "every register is locked");
    ensureSlot(victim);
    reg = values_[victim].reg;
    dropRegister(victim);
  }
  return reg;
}

int Allocator::takeXmm(uint32_t value) {
  int reg = pickFreeXmm(value);
  if (reg < 0) {
    const uint32_t victim = farthest(xmmOwner_, kAllXmm & ~lockedXmm_ & ~freeXmm_);
    assert(victim != kNone && "every register is locked");
    ensureSlot(victim);
    reg = values_[victim].reg;
    dropRegister(victim);
  }
  return reg;
}

Gp Allocator::gp(uint32_t value, RegisterMask allowed) {
  const Location from = location(value);
  if (from.where == Location::InGp && (allowed >> from.reg & 1)) {
    lockGp(from.reg);
    checker_.expect(value, from);
    return gpReg(from.reg);
  }
  if (from.where == Location::InGp) lockGp(from.reg);
  const int reg = takeGp(value, allowed);
  const Location source = location(value); // evicting others does not move it
  emitMove(Location::gp(reg), source);
  if (source.where == Location::InGp) dropRegister(value);
  setGp(value, reg);
  checker_.expect(value, Location::gp(reg));
  return gpReg(reg);
}

Xmm Allocator::xmm(uint32_t value) {
  const Location from = location(value);
  if (from.where == Location::InXmm) {
    lockXmm(from.reg);
    checker_.expect(value, from);
    return xmmReg(from.reg);
  }
  const int reg = takeXmm(value);
  emitMove(Location::xmm(reg), from);
  setXmm(value, reg);
  checker_.expect(value, Location::xmm(reg));
  return xmmReg(reg);
}

Gp Allocator::tempGp(RegisterMask allowed) {
  const int reg = takeGp(kNone, allowed);
  lockGp(reg);
  checker_.clobber(Location::gp(reg));
  return gpReg(reg);
}

Gp Allocator::resultGp(uint32_t value, RegisterMask allowed) {
  const int reg = takeGp(value, allowed);
  setGp(value, reg);
  checker_.define(value, Location::gp(reg));
  return gpReg(reg);
}

Xmm Allocator::resultXmm(uint32_t value) {
  const int reg = takeXmm(value);
  setXmm(value, reg);
  checker_.define(value, Location::xmm(reg));
  return xmmReg(reg);
}

bool Allocator::takeOver(uint32_t result, uint32_t operand) {
  if (!diesNow(operand) || !inRegister(operand)) return false;
  const int reg = values_[operand].reg;
  const bool isFloat = values_[operand].isFloat;
  checker_.expect(operand, location(operand));
  release(operand);
  if (isFloat)
    setXmm(result, reg);
  else
    setGp(result, reg);
  checker_.define(result, location(result));
  return true;
}

void Allocator::bind(uint32_t result, int reg) {
  if (values_[result].isFloat)
    setXmm(result, reg);
  else
    setGp(result, reg);
  checker_.define(result, location(result));
}

void Allocator::evictGp(int reg) {
  const uint32_t owner = gpOwner_[reg];
  lockGp(reg);
  if (owner != kNone) {
    const int other = pickFreeGp(owner, kAllGp);
    if (other >= 0) {
      emitMove(Location::gp(other), Location::gp(reg));
      dropRegister(owner);
      setGp(owner, other);
    } else {
      ensureSlot(owner);
      dropRegister(owner);
    }
  }
}

void Allocator::lock(uint32_t value) {
  const Location place = location(value);
  if (place.where == Location::InGp) lockGp(place.reg);
  if (place.where == Location::InXmm) lockXmm(place.reg);
}

void Allocator::leaveRegisters(RegisterMask clobberedGp) {
  for (RegisterMask mask = clobberedGp & kAllGp & ~freeGp_; mask != 0; mask &= mask - 1) {
    const int reg = lowest(mask);
    const uint32_t value = gpOwner_[reg];
    int other = -1;
    if (!diesNow(value)) {
      if (liveness_.nextOperandUse(value) != kNone)
        other = pickFreeGp(value, kCalleeSavedGp & ~clobberedGp);
      if (other >= 0)
        emitMove(Location::gp(other), Location::gp(reg));
      else
        ensureSlot(value);
    }
    dropRegister(value);
    if (other >= 0) setGp(value, other);
  }
  for (RegisterMask mask = kAllXmm & ~freeXmm_; mask != 0; mask &= mask - 1) {
    const uint32_t value = xmmOwner_[lowest(mask)];
    if (!diesNow(value)) ensureSlot(value);
    dropRegister(value);
  }
}

RegisterMask Allocator::liveGp(RegisterMask among) const {
  RegisterMask live = 0;
  for (RegisterMask mask = among & kAllGp & ~freeGp_; mask != 0; mask &= mask - 1)
    if (!diesNow(gpOwner_[lowest(mask)])) live |= mask & -mask;
  return live;
}

RegisterMask Allocator::liveXmm() const {
  RegisterMask live = 0;
  for (RegisterMask mask = kAllXmm & ~freeXmm_; mask != 0; mask &= mask - 1)
    if (!diesNow(xmmOwner_[lowest(mask)])) live |= mask & -mask;
  return live;
}

void Allocator::arriveIn(uint32_t value, Location location) {
  if (location.where == Location::InGp) {
    setGp(value, location.reg);
  } else if (location.where == Location::InXmm) {
    setXmm(value, location.reg);
  } else {
    occupySlot(int32_t(location.index));
    values_[value].slot = int32_t(location.index);
  }
  checker_.define(value, location);
}

bool Allocator::isFree(Location location) const {
  switch (location.where) {
  case Location::InGp: return freeGp_ >> location.reg & 1;
  case Location::InXmm: return freeXmm_ >> location.reg & 1;
  default: return location.index >= slotUsed_.size() || !slotUsed_[location.index];
  }
}

void Allocator::startLabel(std::span<const Operand> carried) {
  for (const Operand operand : carried)
    if (!diesNow(operand.index())) {
      checker_.expect(operand.index(), location(operand.index()));
      if (inRegister(operand.index())) dropSlot(operand.index());
    }
  checker_.forgetAll();
  for (const Operand operand : carried)
    if (!diesNow(operand.index())) checker_.define(operand.index(), location(operand.index()));
}

void Allocator::hint(uint32_t value, Location location) {
  if (location.where == Location::InGp || location.where == Location::InXmm)
    values_[value].hint = int8_t(location.reg);
  else if (location.where == Location::InSlot)
    values_[value].slotHint = int32_t(location.index);
}

void Allocator::emitMove(Location to, Location from) {
  if (from.where == Location::Constant) {
    checker_.clobber(to);
    loadConstant_(loadContext_, to, from.index);
    return;
  }
  checker_.move(to, from);
  const Mem fromMem = slotMem(int32_t(from.index)), toMem = slotMem(int32_t(to.index));
  switch (to.where) {
  case Location::InGp:
    if (from.where == Location::InGp)
      a_.mov(gpReg(to.reg), gpReg(from.reg));
    else if (from.where == Location::InXmm)
      a_.movq(gpReg(to.reg), xmmReg(from.reg));
    else
      a_.mov(gpReg(to.reg), fromMem);
    break;
  case Location::InXmm:
    if (from.where == Location::InXmm)
      a_.movaps(xmmReg(to.reg), xmmReg(from.reg));
    else if (from.where == Location::InGp)
      a_.movq(xmmReg(to.reg), gpReg(from.reg));
    else
      a_.movsd(xmmReg(to.reg), fromMem);
    break;
  default:
    if (from.where == Location::InGp) {
      a_.mov(toMem, gpReg(from.reg));
    } else if (from.where == Location::InXmm) {
      a_.movsd(toMem, xmmReg(from.reg));
    } else {
      a_.mov(scratchGp(), fromMem);
      a_.mov(toMem, scratchGp());
    }
  }
}

} // namespace tw::jit::x86
