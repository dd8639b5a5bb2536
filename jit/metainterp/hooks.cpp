// Calls of the function that rlib.jit made for a driver's hooks.
#include "jit/metainterp/hooks.h"

#include "jit/metainterp/log.h"
#include "jit/warm/counters.h"
#include "runtime/prelude.h"

#include <cstring>
#include <utility>

namespace tw::jit {

namespace {

// The trace that a running hook is told of; hooks nest.
struct Told {
  const Trace* trace = nullptr;
  int64_t serial = 0;
  std::string text; // of the operation that was asked for last
};
Told told;
int64_t lastSerial;

// Numbers that rlib.jit_hooks knows.
enum Question : Signed {
  kSerial, // which hook is running; 0: none
  kFirst,  // the operations begin here, behind the inputs
  kOpnum,
  kName,       // address of a text that ends with NUL
  kTextLength, // makes the text of an operation
  kText,       // the address of the text that was made last
  kArgumentCount,
  kResultKind,     // 'i', 'r', 'f', or 'v'
  kArguments = 16, // for each, beginning here: kind; whether it is a constant; its word, or the
                   // operation it comes from
};
constexpr Signed kPerArgument = 3;

char letterOf(Kind kind) { return "virf"[size_t(kind)]; }

int64_t aboutArgument(const Trace& trace, Operand operand, Signed what) {
  switch (what) {
  case 0: return letterOf(trace.kindOf(operand));
  case 1: return operand.isConstant();
  default: return operand.isConstant() ? trace.wordOf(operand) : int64_t(operand.index());
  }
}

int64_t answer(const Trace& trace, Signed index, Signed what) {
  if (what == kFirst) return trace.inputCount;
  if (index < 0 || index >= Signed(trace.size())) return 0;
  const TraceOp& op = trace.ops[size_t(index)];
  switch (what) {
  case kOpnum: return int64_t(op.op);
  case kName: return int64_t(opInfo(op.op).name);
  case kText: return int64_t(told.text.data());
  case kTextLength: {
    std::string text = operationText(trace, uint32_t(index)); // may run hooks
    told.text = std::move(text);
    return int64_t(told.text.size());
  }
  case kArgumentCount: return op.count;
  case kResultKind: return letterOf(opInfo(op.op).result);
  default: break;
  }
  const Signed argument = (what - kArguments) / kPerArgument;
  if (what < kArguments || argument >= op.count) return 0;
  const Operand operand = trace.operandsOf(op)[size_t(argument)];
  return operand ? aboutArgument(trace, operand, (what - kArguments) % kPerArgument) : 0;
}

} // namespace

void callHook(HookEvent event, uint32_t driver, const int64_t* greens, const HookInfo& info) {
  const tw_jit_driver& declaration = tw_jit_program.drivers[driver];
  if (!declaration.event) return;
  // On the stack, where the collector sees the greens and the exception.
  const size_t count = std::strlen(declaration.greens);
  constexpr size_t kNumbers = 7;
  auto* values = static_cast<int64_t*>(__builtin_alloca((kNumbers + count) * sizeof(int64_t)));
  const int64_t operations = info.trace ? int64_t(info.trace->size()) : 0;
  const int64_t numbers[kNumbers] = {int64_t(event), int64_t(info.kind), info.number, operations,
                                     info.address,   info.bytes,         info.loop};
  std::memcpy(values, numbers, sizeof numbers);
  std::memcpy(values + kNumbers, greens, count * sizeof(int64_t));
  const auto pending = tw_exc;
  tw_exc = {nullptr, nullptr};
  Told outer = std::exchange(told, {info.trace, ++lastSerial, {}});
  declaration.event(values);
  told = std::move(outer);
  tw_exc = pending;
}

} // namespace tw::jit

using namespace tw::jit;

i64 tw_jit_hook_operation(Signed index, Signed what) {
  if (!told.trace) return 0;
  return what == kSerial ? told.serial : answer(*told.trace, index, what);
}
