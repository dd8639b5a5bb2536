// Guards: a compare and a branch to the recovery stub. Where the exit values lie is written down,
// not changed: whoever comes by, the stub or a bridge, finds them there.
#include "jit/backend/x86_64/assembler.h"

#include "runtime/prelude.h"

namespace tw::jit::x86 {

using namespace asmjit::x86;

// Constants get their final index when all are known: objects count from 0 up, others from -1 down.
ExitLocation TraceAssembler::locationOnExit(Operand operand, bool preferSlot) {
  ExitLocation exit{.kind = trace_->kindOf(operand)};
  if (operand.isConstant()) {
    exit.where = ExitLocation::Constant;
    const auto place = int32_t(wordIndex(operand.index()));
    exit.offset = isMovable(trace_->constants[operand.index()]) ? place : ~place;
    return exit;
  }
  const uint32_t value = operand.index();
  Location place = ra_.location(value);
  if (preferSlot && ra_.inSlot(value)) place = Location::slot(ra_.slotOf(value));
  ra_.expect(value, place);
  if (place.where == Location::InSlot) {
    exit.where = ExitLocation::Frame;
    exit.offset = slotOffset(int32_t(place.index));
  } else {
    exit.where =
        place.where == Location::InXmm ? ExitLocation::FloatRegister : ExitLocation::Register;
    exit.number = place.reg;
  }
  return exit;
}

void TraceAssembler::captureExits(Guard& guard, std::span<const Operand> values, bool preferSlots) {
  guard.setExits(trace_->kindsOf(values));
  const std::span<ExitLocation> exits = guard.exits();
  for (size_t index = 0; index < values.size(); ++index)
    if (values[index]) exits[index] = locationOnExit(values[index], preferSlots);
}

TraceAssembler::GuardSite& TraceAssembler::newSite(const TraceOp& op) {
  Guard* guard = trace_->exits[op.extra].guard;
  captureExits(*guard, trace_->valuesOf(trace_->exits[op.extra]), op.op == Op::GuardNotForced);
  guardSites_.push_back({guard, a_.newLabel(), 0});
  return guardSites_.back();
}

void TraceAssembler::leaveIf(const TraceOp& op, Cond cond) {
  GuardSite& site = newSite(op);
  a_.long_().j(cond, site.stub);
  site.branch = uint32_t(a_.offset() - 4);
}

void TraceAssembler::leaveAlways(const TraceOp& op) {
  GuardSite& site = newSite(op);
  a_.long_().jmp(site.stub);
  site.branch = uint32_t(a_.offset() - 4);
}

// Five bytes that do nothing until they become a jump to the stub.
void TraceAssembler::leavePatchable(const TraceOp& op) {
  GuardSite& site = newSite(op);
  static constexpr uint8_t kNop5[] = {0x0f, 0x1f, 0x44, 0x00, 0x00};
  a_.embed(kNop5, sizeof kNop5);
  site.branch = uint32_t(a_.offset() - 4);
}

void TraceAssembler::guardTruth(const TraceOp& op, bool expected) {
  const Operand condition = arg(op, 0);
  Cond holds = Cond::kNZ;
  if (condition.isResult() && condition.index() == flagsValue_)
    holds = flagsCond_;
  else
    testZero(condition);
  leaveIf(op, expected ? negateCond(holds) : holds);
}

void TraceAssembler::guardValue(const TraceOp& op) {
  const Operand value = arg(op, 0), expected = arg(op, 1);
  if (trace_->kindOf(value) == Kind::Float) {
    // Bits, not numbers: a NaN equals itself here.
    a_.movq(scratchGp(), xmm(value, scratchXmm()));
    a_.cmp(scratchGp(), constantMem(expected.index()));
    leaveIf(op, Cond::kNotEqual);
    return;
  }
  Cond cond = Cond::kNotEqual;
  emitCompare(value, expected, &cond);
  leaveIf(op, cond);
}

// An instance's vtable lies behind its type record, so its address tells the type id.
static int32_t typeIdOfVtable(int64_t vtable) {
  return int32_t(vtable - int64_t(tw_types) - int64_t(sizeof(tw_type)));
}

void TraceAssembler::guardClass(const TraceOp& op, bool mayBeNull) {
  const int64_t expected = trace_->wordOf(arg(op, 1));
  const int32_t id = op.op == Op::GuardGcType ? int32_t(expected) : typeIdOfVtable(expected);
  const Gp object = gp(arg(op, 0), scratchGp());
  if (!mayBeNull) {
    a_.cmp(dword_ptr(object), id);
    leaveIf(op, Cond::kNotEqual);
    return;
  }
  // Null compares below 1 and not equal, which is what the one branch tests.
  Label differs = a_.newLabel();
  a_.cmp(object, 1);
  a_.short_().jb(differs);
  a_.cmp(dword_ptr(object), id);
  a_.bind(differs);
  leaveIf(op, Cond::kNotEqual);
}

// The class's number lies in the range of the base's: one unsigned comparison.
void TraceAssembler::guardSubclass(const TraceOp& op) {
  const auto* base = reinterpret_cast<const tw_vtable_head*>(trace_->wordOf(arg(op, 1)));
  const Gp object = gp(arg(op, 0), scratchGp());
  const Gp number = ra_.tempGp();
  a_.mov(number.r32(), dword_ptr(object));
  const int64_t heads = int64_t(tw_types) + int64_t(sizeof(tw_type));
  if (heads == int32_t(heads)) {
    a_.mov(number, qword_ptr(number, int32_t(heads)));
  } else {
    moveWord(scratchGp(), heads);
    a_.mov(number, qword_ptr(scratchGp(), number));
  }
  const Signed range = base->max - base->min;
  if (base->min == int32_t(base->min) && range == int32_t(range)) {
    a_.sub(number, int32_t(base->min));
    a_.cmp(number, int32_t(range));
  } else {
    moveWord(scratchGp(), base->min);
    a_.sub(number, scratchGp());
    moveWord(scratchGp(), range);
    a_.cmp(number, scratchGp());
  }
  leaveIf(op, Cond::kAE);
}

// On success, the exception is taken over and no longer pending.
void TraceAssembler::guardException(const TraceOp& op) {
  const Gp expected = gpAnywhere(arg(op, 0));
  a_.cmp(expected, global(&tw_exc.type, 8));
  leaveIf(op, Cond::kNotEqual);
  a_.mov(ra_.resultGp(now_), global(&tw_exc.value, 8));
  a_.mov(global(&tw_exc.type, 8), 0);
  a_.mov(global(&tw_exc.value, 8), 0);
}

void TraceAssembler::guard(const TraceOp& op) {
  switch (op.op) {
  case Op::GuardTrue: return guardTruth(op, true);
  case Op::GuardFalse: return guardTruth(op, false);
  case Op::GuardValue: return guardValue(op);
  case Op::GuardClass:
  case Op::GuardGcType: return guardClass(op, false);
  case Op::GuardNonNullClass: return guardClass(op, true);
  case Op::GuardSubclass: return guardSubclass(op);
  case Op::GuardNonNull: testZero(arg(op, 0)); return leaveIf(op, Cond::kZ);
  case Op::GuardIsNull: testZero(arg(op, 0)); return leaveIf(op, Cond::kNZ);
  case Op::GuardNoException:
    a_.cmp(global(&tw_exc.type, 8), 0);
    return leaveIf(op, Cond::kNotEqual);
  case Op::GuardException: return guardException(op);
  case Op::GuardNoOverflow: return leaveIf(op, Cond::kO);
  case Op::GuardOverflow: return leaveIf(op, Cond::kNO);
  case Op::GuardNotForced:
  case Op::GuardNotForced2:
    a_.test(byte_ptr(rbp, kForceGuardOffset), 1);
    return leaveIf(op, Cond::kNZ);
  case Op::GuardNotInvalidated: return leavePatchable(op);
  case Op::GuardAlwaysFails: return leaveAlways(op);
  default: assert(op.op == Op::GuardFutureCondition); // for the optimizer
  }
}

} // namespace tw::jit::x86
