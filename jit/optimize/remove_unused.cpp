// Removes what nothing uses: one backward sweep marks, one forward sweep renumbers.
#include "jit/optimize/optimizer.h"

namespace tw::jit {

namespace {

bool hasEffect(Op op) {
  switch (opInfo(op).category) {
  case Category::Pure:
  case Category::Read:
  case Category::Allocate:
    return false;
  default:
    return op != Op::ForceToken && op != Op::CastPtrToInt && op != Op::CastIntToPtr;
  }
}

std::vector<bool> markUsed(const Trace& trace) {
  std::vector<bool> used(trace.size());
  const auto mark = [&](Operand operand) {
    if (operand.isResult()) used[operand.index()] = true;
  };
  for (uint32_t i = trace.size(); i-- > 0;) {
    const TraceOp& op = trace.ops[i];
    if (i < trace.inputCount || hasEffect(op.op)) used[i] = true;
    if (!used[i]) continue;
    for (Operand operand : trace.operandsOf(op)) mark(operand);
    if (isGuard(op.op))
      for (Operand value : trace.valuesOf(trace.exits[op.extra])) mark(value);
  }
  return used;
}

} // namespace

void removeUnused(Trace* trace) {
  const std::vector<bool> used = markUsed(*trace);
  std::vector<uint32_t> renumbered(trace->size(), 0);
  uint32_t next = 0;
  for (uint32_t i = 0; i < trace->size(); ++i) {
    renumbered[i] = next;
    if (used[i]) trace->ops[next++] = trace->ops[i];
  }
  if (next == trace->size()) return;
  trace->ops.resize(next);
  const auto rename = [&](Operand& operand) {
    if (operand.isResult()) operand = Operand::result(renumbered[operand.index()]);
  };
  // Ranges of operands do not overlap: each is renamed once. Those of removed operations are
  // renamed, too, and nothing reads them.
  for (Operand& operand : trace->operands) rename(operand);
  for (Operand& value : trace->exitValues) rename(value);
}

} // namespace tw::jit
