// The backward sweep.
#include "jit/backend/x86_64/liveness.h"

namespace tw::jit::x86 {

bool clobbersRegisters(const TraceOp& op) {
  switch (op.op) {
  case Op::CondCallN:
  case Op::CondCallValueI:
  case Op::CondCallValueR: return false;
  case Op::CopyStrContent:
  case Op::CopyUnicodeContent: return true;
  default: return opInfo(op.op).category == Category::Call;
  }
}

void Liveness::use(uint32_t value, uint32_t at) {
  if (values_[value].lastUse == kNone) values_[value].lastUse = at;
}

void Liveness::analyse(const Trace& trace) {
  const uint32_t size = trace.size();
  values_.assign(size, {kNone, kNone, false});
  uses_.resize(trace.operands.size());
  for (uint32_t at = size; at-- > 0;) {
    const TraceOp& op = trace.ops[at];
    if (values_[at].lastUse == kNone) values_[at].lastUse = at;
    if ((isGuard(op.op) || op.op == Op::Finish) && op.extra != kNone)
      for (const Operand operand : trace.valuesOf(trace.exits[op.extra]))
        if (operand.isResult()) {
          use(operand.index(), at);
          values_[operand.index()].inExit = true;
        }
    if (opInfo(op.op).category == Category::Note) continue;
    for (uint32_t slot = op.first + op.count; slot-- > op.first;) {
      const Operand operand = trace.operands[slot];
      if (!operand.isResult()) continue;
      use(operand.index(), at);
      // A label defines its operands anew: it wants nothing in a register.
      if (op.op == Op::Label) continue;
      uses_[slot] = {at, values_[operand.index()].head};
      values_[operand.index()].head = slot;
    }
  }
  callsBefore_.resize(size + 1);
  callsBefore_[0] = 0;
  for (uint32_t at = 0; at < size; ++at)
    callsBefore_[at + 1] = callsBefore_[at] + clobbersRegisters(trace.ops[at]);
}

} // namespace tw::jit::x86
