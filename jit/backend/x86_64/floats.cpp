// Float operations and conversions. Constants are operands in memory, behind the code.
#include "jit/backend/x86_64/assembler.h"

namespace tw::jit::x86 {

using namespace asmjit::x86;

namespace {
constexpr int64_t kSignBit = int64_t(uint64_t(1) << 63);
constexpr int64_t kTwoTo63 = 0x43e0000000000000; // as a double
} // namespace

Xmm TraceAssembler::copyXmm(uint32_t result, Operand from) {
  if (from.isResult()) {
    const uint32_t value = from.index();
    if (ra_.takeOver(result, value)) return xmmReg(ra_.location(result).reg);
    const Location place = ra_.location(value);
    ra_.lock(value);
    ra_.expect(value, place);
    const Xmm to = ra_.resultXmm(result);
    if (place.where == Location::InXmm)
      a_.movaps(to, xmmReg(place.reg));
    else
      a_.movsd(to, slotMem(int32_t(place.index)));
    return to;
  }
  const Xmm to = ra_.resultXmm(result);
  loadConstantTo(Location::xmm(int(to.id())), from.index());
  return to;
}

// inst to, from, where `from` may lie in memory.
void TraceAssembler::floatInstruction(Inst::Id inst, Xmm to, Operand from) {
  if (from.isConstant()) {
    a_.emit(inst, to, constantMem(from.index()));
    return;
  }
  const Location place = ra_.location(from.index());
  ra_.expect(from.index(), place);
  if (place.where == Location::InXmm)
    a_.emit(inst, to, xmmReg(place.reg));
  else
    a_.emit(inst, to, slotMem(int32_t(place.index)));
}

void TraceAssembler::floatBinary(const TraceOp& op, Inst::Id inst, bool commutes) {
  Operand left = arg(op, 0), right = arg(op, 1);
  const auto reusable = [this](Operand operand) {
    return operand.isResult() && ra_.inRegister(operand.index()) && ra_.diesNow(operand.index());
  };
  if (commutes && !reusable(left) && reusable(right)) std::swap(left, right);
  if (right.isConstant()) {
    a_.emit(inst, copyXmm(now_, left), constantMem(right.index()));
    return;
  }
  const Location place = ra_.location(right.index()); // outlives its death: x op x
  ra_.lock(right.index());
  ra_.expect(right.index(), place);
  const Xmm to = copyXmm(now_, left);
  if (place.where == Location::InXmm)
    a_.emit(inst, to, xmmReg(place.reg));
  else
    a_.emit(inst, to, slotMem(int32_t(place.index)));
}

void TraceAssembler::floatMask(const TraceOp& op, Inst::Id inst, int64_t mask) {
  const Xmm to = copyXmm(now_, arg(op, 0));
  a_.movsd(scratchXmm(), qword_ptr(wordsLabel_, int32_t(8 * newWord(mask))));
  a_.emit(inst, to, scratchXmm());
}

// ucomisd sets "above" only for ordered operands, so less-than compares the other way round.
void TraceAssembler::floatCompare(const TraceOp& op) {
  const bool swap = op.op == Op::FloatLt || op.op == Op::FloatLe;
  const Operand left = arg(op, swap ? 1 : 0), right = arg(op, swap ? 0 : 1);
  const Xmm first = xmm(left, scratchXmm());
  floatInstruction(Inst::kIdUcomisd, first, right);
  conditionResult(op.op == Op::FloatLt || op.op == Op::FloatGt ? Cond::kA : Cond::kAE);
}

// Unordered operands would need two branches: the comparison's mask needs one.
void TraceAssembler::floatEqual(const TraceOp& op, bool equal) {
  const Operand left = arg(op, 0), right = arg(op, 1);
  const Xmm first = xmm(left, scratchXmm());
  if (!(first == scratchXmm())) a_.movaps(scratchXmm(), first);
  const int32_t predicate = equal ? 0 : 4;
  if (right.isConstant()) {
    a_.cmpsd(scratchXmm(), constantMem(right.index()), predicate);
  } else {
    const Location place = ra_.location(right.index());
    ra_.expect(right.index(), place);
    if (place.where == Location::InXmm)
      a_.cmpsd(scratchXmm(), xmmReg(place.reg), predicate);
    else
      a_.cmpsd(scratchXmm(), slotMem(int32_t(place.index)), predicate);
  }
  a_.movd(scratchGp().r32(), scratchXmm());
  a_.test(scratchGp().r32(), scratchGp().r32());
  conditionResult(Cond::kNZ);
}

// Values with the top bit set are halved, keeping the lowest bit for the rounding, and doubled
// again.
void TraceAssembler::uintToFloat(const TraceOp& op) {
  const Gp from = gpAnywhere(arg(op, 0));
  const Gp half = ra_.tempGp();
  const Xmm to = ra_.resultXmm(now_);
  Label big = a_.newLabel(), done = a_.newLabel();
  a_.xorps(to, to);
  a_.test(from, from);
  a_.short_().js(big);
  a_.cvtsi2sd(to, from);
  a_.short_().jmp(done);
  a_.bind(big);
  a_.mov(half, from);
  a_.mov(scratchGp(), from);
  a_.shr(half, 1);
  a_.and_(scratchGp().r32(), 1);
  a_.or_(half, scratchGp());
  a_.cvtsi2sd(to, half);
  a_.addsd(to, to);
  a_.bind(done);
}

// cvttsd2si gives the smallest int for what does not fit. If the value less 2**63 is not negative,
// it is in the upper half, and its own conversion has left just the top bit.
void TraceAssembler::floatToUint(const TraceOp& op) {
  const Xmm from = xmm(arg(op, 0), scratchXmm());
  const Gp to = ra_.resultGp(now_);
  Label done = a_.newLabel();
  a_.cvttsd2si(to, from);
  if (!(from == scratchXmm())) a_.movaps(scratchXmm(), from);
  a_.subsd(scratchXmm(), qword_ptr(wordsLabel_, int32_t(8 * newWord(kTwoTo63))));
  a_.cvttsd2si(scratchGp(), scratchXmm());
  a_.test(scratchGp(), scratchGp());
  a_.short_().js(done);
  a_.xor_(to, scratchGp());
  a_.bind(done);
}

void TraceAssembler::convert(const TraceOp& op) {
  const Operand from = arg(op, 0);
  switch (op.op) {
  case Op::CastIntToFloat: {
    const Gp source = gp(from, scratchGp());
    const Xmm to = ra_.resultXmm(now_);
    a_.xorps(to, to); // no dependence on what the register held
    a_.cvtsi2sd(to, source);
    break;
  }
  case Op::CastFloatToInt: {
    const Xmm source = xmm(from, scratchXmm());
    a_.cvttsd2si(ra_.resultGp(now_), source);
    break;
  }
  case Op::CastFloatToSingleFloat: {
    const Xmm source = xmm(from, scratchXmm());
    a_.cvtsd2ss(scratchXmm(), source);
    a_.movd(ra_.resultGp(now_).r32(), scratchXmm());
    break;
  }
  case Op::CastSingleFloatToFloat: {
    const Gp source = gp(from, scratchGp());
    a_.movd(scratchXmm(), source.r32());
    const Xmm to = ra_.resultXmm(now_);
    a_.cvtss2sd(to, scratchXmm());
    break;
  }
  case Op::ConvertFloatBytesToLongLong: {
    const Xmm source = xmm(from, scratchXmm());
    a_.movq(ra_.resultGp(now_), source);
    break;
  }
  default: {
    const Gp source = gp(from, scratchGp());
    a_.movq(ra_.resultXmm(now_), source);
  }
  }
}

void TraceAssembler::floatOperation(const TraceOp& op) {
  switch (op.op) {
  case Op::FloatAdd: return floatBinary(op, Inst::kIdAddsd, true);
  case Op::FloatSub: return floatBinary(op, Inst::kIdSubsd, false);
  case Op::FloatMul: return floatBinary(op, Inst::kIdMulsd, true);
  case Op::FloatTrueDiv: return floatBinary(op, Inst::kIdDivsd, false);
  case Op::FloatNeg: return floatMask(op, Inst::kIdXorps, kSignBit);
  case Op::FloatAbs: return floatMask(op, Inst::kIdAndps, ~kSignBit);
  case Op::FloatLt:
  case Op::FloatLe:
  case Op::FloatGt:
  case Op::FloatGe: return floatCompare(op);
  case Op::FloatEq: return floatEqual(op, true);
  case Op::FloatNe: return floatEqual(op, false);
  case Op::CastUintToFloat: return uintToFloat(op);
  case Op::CastFloatToUint: return floatToUint(op);
  default: return convert(op);
  }
}

} // namespace tw::jit::x86
