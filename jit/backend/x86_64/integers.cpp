// Integer operations, comparisons, overflow.
#include "jit/backend/x86_64/assembler.h"

namespace tw::jit::x86 {

using namespace asmjit::x86;

// A register of the result that holds the operand's value: its own if it dies here.
Gp TraceAssembler::copyForResult(uint32_t result, Operand from) {
  if (from.isResult()) {
    const uint32_t value = from.index();
    if (ra_.takeOver(result, value)) return gpReg(ra_.location(result).reg);
    const Location place = ra_.location(value);
    ra_.lock(value);
    ra_.expect(value, place);
    const Gp to = ra_.resultGp(result);
    if (place.where == Location::InGp)
      a_.mov(to, gpReg(place.reg));
    else
      a_.mov(to, slotMem(int32_t(place.index)));
    return to;
  }
  const Gp to = ra_.resultGp(result);
  loadConstantTo(Location::gp(int(to.id())), from.index());
  return to;
}

void TraceAssembler::binary(const TraceOp& op, Inst::Id inst, bool commutes) {
  Operand left = arg(op, 0), right = arg(op, 1);
  const auto reusable = [this](Operand operand) {
    return operand.isResult() && ra_.inRegister(operand.index()) && ra_.diesNow(operand.index());
  };
  if (commutes && (left.isConstant() || (!reusable(left) && reusable(right))))
    std::swap(left, right);
  int32_t imm;
  if (isImm32(right, &imm)) {
    a_.emit(inst, copyForResult(now_, left), imm);
    return;
  }
  if (right.isConstant()) {
    const Gp to = copyForResult(now_, left);
    a_.emit(inst, to, gp(right, scratchGp()));
    return;
  }
  // The right operand's place outlives its death at the left one's copy: x op x.
  const Location place = ra_.location(right.index());
  ra_.lock(right.index());
  ra_.expect(right.index(), place);
  const Gp to = copyForResult(now_, left);
  if (place.where == Location::InGp)
    a_.emit(inst, to, gpReg(place.reg));
  else
    a_.emit(inst, to, slotMem(int32_t(place.index)));
}

// Where no operand's register can be reused, lea adds into a third one.
void TraceAssembler::add(const TraceOp& op) {
  Operand left = arg(op, 0), right = arg(op, 1);
  if (left.isConstant()) std::swap(left, right);
  const auto lives = [this](Operand operand) {
    return operand.isResult() && ra_.inRegister(operand.index()) && !ra_.diesNow(operand.index());
  };
  int32_t imm;
  if (lives(left) && isImm32(right, &imm)) {
    const Gp from = ra_.gp(left.index());
    a_.lea(ra_.resultGp(now_), ptr(from, imm));
  } else if (lives(left) && lives(right)) {
    const Gp first = ra_.gp(left.index()), second = ra_.gp(right.index());
    a_.lea(ra_.resultGp(now_), ptr(first, second));
  } else {
    binary(op, Inst::kIdAdd, true);
  }
}

void TraceAssembler::multiply(const TraceOp& op) {
  Operand left = arg(op, 0), right = arg(op, 1);
  if (left.isConstant()) std::swap(left, right);
  int32_t imm;
  if (!isImm32(right, &imm) || left.isConstant()) {
    binary(op, Inst::kIdImul, true);
    return;
  }
  const Gp from = ra_.gp(left.index());
  const Gp to = ra_.takeOver(now_, left.index()) ? from : ra_.resultGp(now_);
  a_.imul(to, from, imm);
}

void TraceAssembler::freeRaxAndRdx() {
  ra_.lockGp(2);
  ra_.evictGp(0);
  ra_.evictGp(2);
}

// rdx:rax = rax * operand.
void TraceAssembler::multiplyHigh(const TraceOp& op) {
  Operand left = arg(op, 0), right = arg(op, 1);
  if (left.isConstant()) std::swap(left, right);
  freeRaxAndRdx();
  const Gp other = gp(right, scratchGp());
  if (left.isResult()) ra_.expect(left.index(), locate(left));
  ra_.emitMove(Location::gp(0), locate(left));
  a_.mul(other);
  ra_.bind(now_, 2);
}

// idiv and div: rdx:rax by the operand; quotient in rax, remainder in rdx.
void TraceAssembler::divide(const TraceOp& op, bool isSigned, bool remainder) {
  freeRaxAndRdx();
  const Gp divisor = gp(arg(op, 1), scratchGp());
  const Operand dividend = arg(op, 0);
  if (dividend.isResult()) ra_.expect(dividend.index(), locate(dividend));
  ra_.emitMove(Location::gp(0), locate(dividend));
  if (isSigned) {
    a_.cqo();
    a_.idiv(divisor);
  } else {
    a_.xor_(edx, edx);
    a_.div(divisor);
  }
  ra_.bind(now_, remainder ? 2 : 0);
}

void TraceAssembler::shift(const TraceOp& op, Inst::Id inst) {
  const Operand count = arg(op, 1);
  if (count.isConstant()) {
    a_.emit(inst, copyForResult(now_, arg(op, 0)), int32_t(trace_->wordOf(count) & 63));
    return;
  }
  // The count in cl; the value elsewhere.
  const Location countPlace = ra_.location(count.index());
  if (!(countPlace == Location::gp(1))) {
    ra_.evictGp(1);
    ra_.expect(count.index(), ra_.location(count.index()));
    ra_.emitMove(Location::gp(1), ra_.location(count.index()));
  } else {
    ra_.lockGp(1);
    ra_.expect(count.index(), countPlace);
  }
  const Operand value = arg(op, 0);
  const bool same = value == count;
  Gp to;
  if (same) {
    to = ra_.resultGp(now_, kAllGp & ~(1u << 1));
    a_.mov(to, rcx);
  } else {
    to = copyForResult(now_, value);
  }
  a_.emit(inst, to, cl);
}

void TraceAssembler::unary(const TraceOp& op, Inst::Id inst) {
  a_.emit(inst, copyForResult(now_, arg(op, 0)));
}

void TraceAssembler::signExtend(const TraceOp& op) {
  const Operand bytes = arg(op, 1);
  if (!bytes.isConstant()) {
    // 64 - 8 * bytes in cl, and two shifts.
    ra_.evictGp(1);
    ra_.emitMove(Location::gp(1), locate(bytes));
    const Gp to = copyForResult(now_, arg(op, 0));
    a_.shl(ecx, 3);
    a_.neg(ecx);
    a_.shl(to, cl);
    a_.sar(to, cl);
    return;
  }
  const Gp from = gp(arg(op, 0), scratchGp());
  const Gp to =
      arg(op, 0).isResult() && ra_.takeOver(now_, arg(op, 0).index()) ? from : ra_.resultGp(now_);
  switch (trace_->wordOf(bytes)) {
  case 1: a_.movsx(to, from.r8()); break;
  case 2: a_.movsx(to, from.r16()); break;
  case 4: a_.movsxd(to, from.r32()); break;
  default: {
    const auto shift = int32_t(64 - 8 * trace_->wordOf(bytes)) & 63;
    if (!(to == from)) a_.mov(to, from);
    a_.shl(to, shift);
    a_.sar(to, shift);
  }
  }
}

// x & ~(x >> 63)
void TraceAssembler::forceNotNegative(const TraceOp& op) {
  const Gp to = copyForResult(now_, arg(op, 0));
  a_.mov(scratchGp(), to);
  a_.sar(scratchGp(), 63);
  a_.not_(scratchGp());
  a_.and_(to, scratchGp());
}

// The guard behind it branches on the overflow flag.
void TraceAssembler::overflow(const TraceOp& op) {
  switch (op.op) {
  case Op::IntAddOvf: binary(op, Inst::kIdAdd, true); break;
  case Op::IntSubOvf: binary(op, Inst::kIdSub, false); break;
  default: multiply(op);
  }
  flagsValue_ = now_;
  flagsCond_ = Cond::kO;
}

void TraceAssembler::testZero(Operand operand) {
  if (operand.isConstant()) {
    loadConstantTo(Location::gp(kScratchGp), operand.index());
    a_.test(scratchGp(), scratchGp());
    return;
  }
  const Location place = ra_.location(operand.index());
  ra_.expect(operand.index(), place);
  if (place.where == Location::InGp)
    a_.test(gpReg(place.reg), gpReg(place.reg));
  else
    a_.cmp(slotMem(int32_t(place.index)), 0);
}

// Emits the comparison; the condition is turned round if the operands are.
void TraceAssembler::emitCompare(Operand left, Operand right, Cond* cond) {
  if (left.isConstant() && !right.isConstant()) {
    std::swap(left, right);
    *cond = reverseCond(*cond);
  }
  int32_t imm;
  const bool equality = *cond == Cond::kEqual || *cond == Cond::kNotEqual;
  if (isImm32(right, &imm) && imm == 0 && equality) {
    testZero(left);
    return;
  }
  if (left.isResult() && !ra_.inRegister(left.index()) &&
      (isImm32(right, &imm) || (right.isResult() && ra_.inRegister(right.index())))) {
    const Mem place = slotMem(ra_.slotOf(left.index()));
    ra_.expect(left.index(), ra_.location(left.index()));
    if (isImm32(right, &imm))
      a_.cmp(place, imm);
    else
      a_.cmp(place, ra_.gp(right.index()));
    return;
  }
  const Gp first = gpAnywhere(left);
  if (isImm32(right, &imm)) {
    a_.cmp(first, imm);
  } else if (right.isConstant()) {
    if (isMovable(trace_->constants[right.index()]))
      a_.cmp(first, constantMem(right.index()));
    else
      a_.cmp(first, gp(right, scratchGp()));
  } else {
    const Location place = ra_.location(right.index());
    ra_.expect(right.index(), place);
    if (place.where == Location::InGp)
      a_.cmp(first, gpReg(place.reg));
    else
      a_.cmp(first, slotMem(int32_t(place.index)));
  }
}

void TraceAssembler::compare(const TraceOp& op, Cond cond) {
  emitCompare(arg(op, 0), arg(op, 1), &cond);
  conditionResult(cond);
}

void TraceAssembler::truth(const TraceOp& op, Cond cond) {
  testZero(arg(op, 0));
  conditionResult(cond);
}

// The flags hold the result. It only needs a register if somebody other than the next guard wants
// it.
void TraceAssembler::conditionResult(Cond cond) {
  flagsValue_ = now_;
  flagsCond_ = cond;
  if (now_ + 1 < trace_->size()) {
    const Op next = trace_->ops[now_ + 1].op;
    if ((next == Op::GuardTrue || next == Op::GuardFalse) && liveness_.usedOnlyAt(now_, now_ + 1))
      return;
  }
  const Gp to = ra_.resultGp(now_);
  a_.set(cond, to.r8());
  a_.movzx(to.r32(), to.r8());
}

void TraceAssembler::sameAs(const TraceOp& op) {
  if (opInfo(op.op).result == Kind::Float)
    copyXmm(now_, arg(op, 0));
  else
    copyForResult(now_, arg(op, 0));
}

void TraceAssembler::pure(const TraceOp& op) {
  switch (op.op) {
  case Op::IntAdd: return add(op);
  case Op::IntSub: return binary(op, Inst::kIdSub, false);
  case Op::IntMul: return multiply(op);
  case Op::UintMulHigh: return multiplyHigh(op);
  case Op::IntFloorDiv: return divide(op, true, false);
  case Op::IntMod: return divide(op, true, true);
  case Op::UintFloorDiv: return divide(op, false, false);
  case Op::UintMod: return divide(op, false, true);
  case Op::IntAnd: return binary(op, Inst::kIdAnd, true);
  case Op::IntOr: return binary(op, Inst::kIdOr, true);
  case Op::IntXor: return binary(op, Inst::kIdXor, true);
  case Op::IntLshift: return shift(op, Inst::kIdShl);
  case Op::IntRshift: return shift(op, Inst::kIdSar);
  case Op::UintRshift: return shift(op, Inst::kIdShr);
  case Op::IntNeg: return unary(op, Inst::kIdNeg);
  case Op::IntInvert: return unary(op, Inst::kIdNot);
  case Op::IntSignext: return signExtend(op);
  case Op::IntForceGeZero: return forceNotNegative(op);
  case Op::IntLt: return compare(op, Cond::kL);
  case Op::IntLe: return compare(op, Cond::kLE);
  case Op::IntEq:
  case Op::PtrEq: return compare(op, Cond::kEqual);
  case Op::IntNe:
  case Op::PtrNe: return compare(op, Cond::kNotEqual);
  case Op::IntGt: return compare(op, Cond::kG);
  case Op::IntGe: return compare(op, Cond::kGE);
  case Op::UintLt: return compare(op, Cond::kB);
  case Op::UintLe: return compare(op, Cond::kBE);
  case Op::UintGt: return compare(op, Cond::kA);
  case Op::UintGe: return compare(op, Cond::kAE);
  case Op::IntIsZero: return truth(op, Cond::kZ);
  case Op::IntIsTrue: return truth(op, Cond::kNZ);
  case Op::SameAsI:
  case Op::SameAsR:
  case Op::SameAsF: return sameAs(op);
  default: return floatOperation(op);
  }
}

} // namespace tw::jit::x86
