// Calls by the System V convention, calls of other loops, conditional calls.
#include "jit/backend/x86_64/assembler.h"

#include "runtime/prelude.h"

#include <algorithm>
#include <iterator>

namespace tw::jit::x86 {

using namespace asmjit::x86;

namespace {
constexpr int kArgumentGp[] = {7, 6, 2, 1, 8, 9};
constexpr int kArgumentXmm = 8;
} // namespace

// Collects the operands behind `first`, with their C types.
void TraceAssembler::traceArguments(const TraceOp& op, uint32_t first, const tw_jit_descr& descr) {
  arguments_.clear();
  const char* width = descr.call.widths;
  for (uint32_t index = first; index < op.count; ++index) {
    Argument argument{arg(op, index)};
    if (width && *width) {
      ++width;
      if (*width == 's') {
        argument.isSingle = true;
        ++width;
      }
    }
    arguments_.push_back(argument);
  }
}

// Where each of arguments_ goes. Returns the bytes of stack that they take. Words of the backend's
// own are left out of the moves: see emitCall.
uint32_t TraceAssembler::layOut() {
  callMoves_.clear();
  stackArguments_.clear();
  size_t gpCount = 0;
  int xmmCount = 0;
  for (const Argument& argument : arguments_) {
    const bool isFloat =
        argument.isSingle || (argument.operand && trace_->kindOf(argument.operand) == Kind::Float);
    Location to;
    if (isFloat && xmmCount < kArgumentXmm)
      to = Location::xmm(xmmCount++);
    else if (!isFloat && gpCount < std::size(kArgumentGp))
      to = Location::gp(kArgumentGp[gpCount++]);
    if (!argument.operand) {
      assert(to.where != Location::None && "helpers take few arguments");
      continue;
    }
    const Location from = locate(argument.operand);
    if (argument.operand.isResult()) ra_.expect(argument.operand.index(), from);
    if (to.where == Location::None)
      stackArguments_.push_back(from);
    else
      callMoves_.push_back({to, from});
  }
  return uint32_t(stackArguments_.size() * 8 + 15) & ~15u;
}

void TraceAssembler::storeToStack(int32_t offset, Location from) {
  const Mem to = qword_ptr(rsp, offset);
  switch (from.where) {
  case Location::InGp: a_.mov(to, gpReg(from.reg)); break;
  case Location::InXmm: a_.movsd(to, xmmReg(from.reg)); break;
  case Location::InSlot:
    a_.mov(scratchGp(), slotMem(int32_t(from.index)));
    a_.mov(to, scratchGp());
    break;
  default: loadConstantTo(Location::gp(kScratchGp), from.index); a_.mov(to, scratchGp());
  }
}

// Puts arguments_ in place, and a function that is no constant into rax. All registers among the
// clobbered ones, and all float registers, are free afterwards. Returns the bytes of stack that the
// arguments take.
uint32_t TraceAssembler::placeArguments(Operand function, RegisterMask clobbered) {
  const uint32_t stackBytes = layOut();
  const bool isIndirect = function && !function.isConstant();
  if (isIndirect) callMoves_.push_back({Location::gp(0), locate(function)});
  ra_.leaveRegisters(clobbered);
  if (stackBytes) a_.sub(rsp, stackBytes);
  for (size_t index = 0; index < stackArguments_.size(); ++index)
    storeToStack(int32_t(8 * index), stackArguments_[index]);
  moves_.clear();
  for (const Move& move : callMoves_) moves_.add(move.to, move.from);
  ra_.emitMoves(moves_);
  size_t gpCount = 0;
  for (const Argument& argument : arguments_) {
    const bool isFloat =
        argument.isSingle || (argument.operand && trace_->kindOf(argument.operand) == Kind::Float);
    if (isFloat) continue;
    if (!argument.operand && gpCount < std::size(kArgumentGp))
      moveWord(gpReg(kArgumentGp[gpCount]), argument.word);
    ++gpCount;
  }
  checker_.clobberGp(clobbered);
  checker_.clobberXmm(kAllXmm);
  return stackBytes;
}

// Calls with arguments_; the result is in rax or xmm0. Without a function, `address` is called.
void TraceAssembler::emitCall(Operand function, const void* address, RegisterMask clobbered) {
  const uint32_t stackBytes = placeArguments(function, clobbered);
  if (function && !function.isConstant())
    a_.call(rax);
  else
    callAddress(function ? reinterpret_cast<const void*>(trace_->wordOf(function)) : address);
  if (stackBytes) a_.add(rsp, stackBytes);
}

// Extends a narrow result in rax to a word, as its C type says.
void TraceAssembler::normalize(const tw_jit_descr& descr) {
  const bool isSigned = (descr.flags & TW_FIELD_SIGNED) != 0;
  if (descr.flags & TW_CALL_SINGLE) {
    a_.movd(eax, xmm0);
  } else if (descr.kind == 'i') {
    switch (descr.width) {
    case 1:
      if (isSigned)
        a_.movsx(rax, al);
      else
        a_.movzx(eax, al);
      break;
    case 2:
      if (isSigned)
        a_.movsx(rax, ax);
      else
        a_.movzx(eax, ax);
      break;
    case 4:
      if (isSigned)
        a_.movsxd(rax, eax);
      else
        a_.mov(eax, eax);
      break;
    default: break;
    }
  }
}

void TraceAssembler::callResult(const tw_jit_descr& descr) {
  const Kind kind = opInfo(trace_->ops[now_].op).result;
  if (kind == Kind::Void) return;
  if (kind != Kind::Float) normalize(descr);
  ra_.bind(now_, 0);
}

bool TraceAssembler::canCollect(const tw_jit_descr& descr) const {
  const tw_jit_effect& effect = tw_jit_program.effects[descr.call.effect];
  return effect.extra >= TW_EFFECT_FORCES || (effect.flags & TW_EFFECT_CAN_COLLECT);
}

// The guard_not_forced behind this call, if there is one.
Guard* TraceAssembler::forceGuardBehind() const {
  if (now_ + 1 >= trace_->size()) return nullptr;
  const TraceOp& next = trace_->ops[now_ + 1];
  return next.op == Op::GuardNotForced ? trace_->exits[next.extra].guard : nullptr;
}

// While the call goes on, the guard's exit values lie in the frame, and the frame knows the guard.
void TraceAssembler::prepareForce(Guard& guard) {
  const TraceOp& next = trace_->ops[now_ + 1];
  for (const Operand operand : trace_->valuesOf(trace_->exits[next.extra]))
    if (operand.isResult() && operand.index() != now_) ra_.ensureSlot(operand.index());
  moveWord(scratchGp(), reinterpret_cast<int64_t>(&guard));
  a_.mov(qword_ptr(rbp, kForceGuardOffset), scratchGp());
}

void TraceAssembler::call(const TraceOp& op) {
  if (op.op >= Op::CondCallN && op.op <= Op::CondCallValueR) return condCall(op);
  if (op.op >= Op::CallAssemblerI && op.op <= Op::CallAssemblerN) return callAssembler(op);
  const tw_jit_descr& descr = tw_jit_program.descrs[op.descr];
  if (Guard* guard = forceGuardBehind()) prepareForce(*guard);
  traceArguments(op, 1, descr);
  emitCall(arg(op, 0), nullptr, kCallerSavedGp);
  if (canCollect(descr)) maybeCollects();
  callResult(descr);
}

// The callee takes a pointer to its arguments and preserves no register.
void TraceAssembler::callAssembler(const TraceOp& op) {
  LoopToken* callee = trace_->targets[op.extra]->token;
  if (Guard* guard = forceGuardBehind()) prepareForce(*guard);
  const int32_t bytes = int32_t(op.count * 8 + 15) & ~15;
  if (bytes) a_.sub(rsp, bytes);
  for (uint32_t index = 0; index < op.count; ++index) {
    const Operand operand = arg(op, index);
    if (operand.isResult()) ra_.expect(operand.index(), locate(operand));
    storeToStack(int32_t(8 * index), locate(operand));
  }
  ra_.leaveRegisters(kAllGp);
  a_.mov(rdi, rsp);
  moveWord(scratchGp(), reinterpret_cast<int64_t>(&callee->entry));
  a_.call(qword_ptr(scratchGp()));
  if (bytes) a_.add(rsp, bytes);
  checker_.clobberGp(kAllGp);
  checker_.clobberXmm(kAllXmm);
  ColdPath path = newColdPath(ColdPath::FinishCall);
  path.word = reinterpret_cast<int64_t>(callee);
  a_.test(al, int32_t(kFinished));
  a_.jz(path.entry);
  a_.bind(path.back);
  cold_.push_back(path);
  maybeCollects();
  const Kind kind = opInfo(op.op).result;
  if (kind == Kind::Float) {
    a_.movq(xmm0, rdx);
    ra_.bind(now_, 0);
  } else if (kind != Kind::Void) {
    ra_.bind(now_, 2);
  }
}

// The value in a register of the result. An operand that is an argument, too, keeps its own.
Gp TraceAssembler::conditionalValue(const TraceOp& op) {
  const Operand value = arg(op, 0);
  for (uint32_t index = 1; index < op.count; ++index)
    if (value.isResult() && arg(op, index) == value) {
      const Gp from = ra_.gp(value.index());
      const Gp to = ra_.resultGp(now_);
      a_.mov(to, from);
      return to;
    }
  return copyForResult(now_, value);
}

// The call is on a cold path, which preserves the registers by itself.
void TraceAssembler::condCall(const TraceOp& op) {
  const tw_jit_descr& descr = tw_jit_program.descrs[op.descr];
  ColdPath path = newColdPath(ColdPath::CondCall);
  path.descr = op.descr;
  const bool isValue = op.op != Op::CondCallN;
  if (isValue) {
    path.result = now_;
    path.reg = uint8_t(conditionalValue(op).id());
  }
  traceArguments(op, 2, descr);
  [[maybe_unused]] const uint32_t stackBytes = layOut();
  assert(stackBytes == 0 && "conditional calls have few arguments");
  const Operand function = arg(op, 1);
  if (function.isConstant())
    path.function = uint64_t(trace_->wordOf(function));
  else
    callMoves_.push_back({Location::gp(0), locate(function)});
  path.firstMove = uint32_t(coldMoves_.size());
  path.moveCount = uint32_t(callMoves_.size());
  coldMoves_.insert(coldMoves_.end(), callMoves_.begin(), callMoves_.end());
  path.liveGp = ra_.liveGp(kCallerSavedGp);
  path.liveXmm = ra_.liveXmm();
  if (isValue) {
    path.liveGp &= ~(1u << path.reg);
    a_.test(gpReg(path.reg), gpReg(path.reg));
    a_.jz(path.entry);
  } else {
    testZero(arg(op, 0));
    a_.jnz(path.entry);
  }
  a_.bind(path.back);
  cold_.push_back(path);
  if (canCollect(descr)) maybeCollects();
}

void TraceAssembler::condCallCold(const ColdPath& path) {
  int32_t count = 0;
  for (const RegisterMask mask : {path.liveGp, path.liveXmm}) count += __builtin_popcount(mask);
  const int32_t bytes = (8 * count + 15) & ~15;
  const auto preserved = [&](bool restore) {
    int32_t offset = 0;
    for (int reg = 0; reg < 16; ++reg) {
      const Mem place = qword_ptr(rsp, offset);
      if (!(path.liveGp >> reg & 1)) continue;
      if (restore)
        a_.mov(gpReg(reg), place);
      else
        a_.mov(place, gpReg(reg));
      offset += 8;
    }
    for (int reg = 0; reg < 16; ++reg) {
      const Mem place = qword_ptr(rsp, offset);
      if (!(path.liveXmm >> reg & 1)) continue;
      if (restore)
        a_.movsd(xmmReg(reg), place);
      else
        a_.movsd(place, xmmReg(reg));
      offset += 8;
    }
  };
  if (bytes) a_.sub(rsp, bytes);
  preserved(false);
  moves_.clear();
  for (uint32_t index = 0; index < path.moveCount; ++index) {
    const Move& move = coldMoves_[path.firstMove + index];
    moves_.add(move.to, move.from);
  }
  ra_.emitMoves(moves_);
  if (path.function)
    callAddress(reinterpret_cast<const void*>(path.function));
  else
    a_.call(rax);
  if (path.result != kNone) {
    normalize(tw_jit_program.descrs[path.descr]);
    a_.mov(scratchGp(), rax);
  }
  preserved(true);
  if (path.result != kNone) a_.mov(gpReg(path.reg), scratchGp());
  if (bytes) a_.add(rsp, bytes);
}

} // namespace tw::jit::x86
