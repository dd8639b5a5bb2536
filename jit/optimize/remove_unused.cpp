// Removes what nothing uses, and brings each comparison to its guard, so that they become one
// compare and branch: one backward sweep counts uses, one forward sweep orders and renumbers.
#include "jit/optimize/optimizer.h"

namespace tw::jit {

namespace {

bool hasEffect(Op op) {
  switch (opInfo(op).category) {
  case Category::Pure:
  case Category::Read:
  case Category::Allocate: return false;
  default: return op != Op::ForceToken && op != Op::CastPtrToInt && op != Op::CastIntToPtr;
  }
}

// How often each result is used; what has an effect counts as used.
std::vector<uint32_t> countUses(const Trace& trace) {
  std::vector<uint32_t> uses(trace.size());
  const auto count = [&](Operand operand) {
    if (operand.isResult()) ++uses[operand.index()];
  };
  for (uint32_t i = trace.size(); i-- > 0;) {
    const TraceOp& op = trace.ops[i];
    if (i < trace.inputCount || hasEffect(op.op)) ++uses[i];
    if (!uses[i]) continue;
    for (Operand operand : trace.operandsOf(op)) count(operand);
    if (isGuard(op.op))
      for (Operand value : trace.valuesOf(trace.exits[op.extra])) count(value);
  }
  return uses;
}

// The guard's condition, computed for it alone, moves behind the stores that are the last of
// `order`.
void sinkCondition(const Trace& trace, const TraceOp& guard, const std::vector<uint32_t>& uses,
                   std::vector<uint32_t>* order) {
  if (guard.op != Op::GuardTrue && guard.op != Op::GuardFalse) return;
  const Operand condition = trace.operandsOf(guard)[0];
  if (!condition.isResult() || uses[condition.index()] != 1) return;
  if (opInfo(trace.ops[condition.index()].op).category != Category::Pure) return;
  size_t place = order->size();
  while (place > 0 && opInfo(trace.ops[(*order)[place - 1]].op).category == Category::Write)
    --place;
  if (place == 0 || (*order)[place - 1] != condition.index()) return;
  order->erase(order->begin() + ptrdiff_t(place - 1));
  order->push_back(condition.index());
}

} // namespace

void removeUnused(Trace* trace) {
  const std::vector<uint32_t> uses = countUses(*trace);
  std::vector<uint32_t> order;
  for (uint32_t i = 0; i < trace->size(); ++i) {
    if (!uses[i]) continue;
    sinkCondition(*trace, trace->ops[i], uses, &order);
    order.push_back(i);
  }
  std::vector<uint32_t> renumbered(trace->size(), 0);
  std::vector<TraceOp> ops;
  for (const uint32_t i : order) {
    renumbered[i] = uint32_t(ops.size());
    ops.push_back(trace->ops[i]);
  }
  trace->ops = std::move(ops);
  const auto rename = [&](Operand& operand) {
    if (operand.isResult()) operand = Operand::result(renumbered[operand.index()]);
  };
  // Ranges of operands do not overlap: each is renamed once. Those of removed operations are
  // renamed, too, and nothing reads them.
  for (Operand& operand : trace->operands) rename(operand);
  for (Operand& value : trace->exitValues) rename(value);
}

} // namespace tw::jit
