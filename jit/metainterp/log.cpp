// The JIT's sections of PYPYLOG.
#include "jit/metainterp/log.h"

#include "jit/metainterp/memory.h"
#include "jit/trace/text.h"
#include "jit/warm/hooks.h"
#include "runtime/prelude.h"

#include <algorithm>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <utility>

namespace tw::jit {

namespace {
std::string* locationBuffer; // where tw_jit_location_text appends
}

LogSection::LogSection(const char* name) : name_(name) { tw_debug_start(name, false); }
LogSection::~LogSection() { tw_debug_stop(name_, false); }
LogSection::operator bool() const { return tw_have_debug_prints(); }

void logLine(const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  char* text = nullptr;
  const int length = vasprintf(&text, format, arguments);
  va_end(arguments);
  if (length < 0) return;
  tw_debug_print_begin();
  tw_debug_print_text(text, length);
  tw_debug_print_end();
  std::free(text);
}

std::string locationOf(uint32_t driver, const int64_t* greens) {
  const tw_jit_driver& declaration = tw_jit_program.drivers[driver];
  if (!declaration.printable_location)
    return "(" + std::string(declaration.name) + ": no get_printable_location)";
  std::string text;
  std::string* const outer = std::exchange(locationBuffer, &text);
  const auto pending = tw_exc;
  tw_exc = {nullptr, nullptr};
  declaration.printable_location(greens);
  tw_exc = pending;
  locationBuffer = outer;
  return text;
}

namespace {

std::string guardName(const Guard* guard) {
  char text[32];
  std::snprintf(text, sizeof text, "Guard0x%x", guard ? guard->id : 0);
  return text;
}

TextNames logNames() {
  TextNames names;
  names.descr = [](uint32_t index) { return std::string(descrAt(index).name); };
  names.guard = guardName;
  names.target = [](const LoopTarget* target) {
    return "TargetToken(" + std::to_string(uint64_t(target)) + ")";
  };
  names.function = [](int64_t) { return std::string(); };
  return names;
}

// The greens of a debug_merge_point as the program shows them.
std::string mergePointText(const Trace& trace, const TraceOp& op) {
  const std::span<const Operand> operands = trace.operandsOf(op);
  std::vector<int64_t> greens;
  for (const Operand operand : operands.subspan(3)) greens.push_back(trace.wordOf(operand));
  std::string location = locationOf(uint32_t(trace.wordOf(operands[0])), greens.data());
  std::ranges::replace(location, ',', '.');
  return "debug_merge_point(" + std::to_string(trace.wordOf(operands[1])) + ", " +
         std::to_string(trace.wordOf(operands[2])) + ", '" + location + "')";
}

void logText(const std::string& text) {
  tw_debug_print_begin();
  tw_debug_print_text(text.data(), Signed(text.size()));
  tw_debug_print_end();
}

} // namespace

std::string operationText(const Trace& trace, uint32_t index) {
  const TraceOp& op = trace.ops[index];
  return op.op == Op::DebugMergePoint ? mergePointText(trace, op)
                                      : printOperation(trace, index, logNames());
}

void logOperations(const Trace& trace) {
  std::string inputs;
  for (uint32_t index = 0; index < trace.inputCount; ++index)
    inputs += (index ? ", " : "") + printOperand(trace, Operand::result(index));
  logText("[" + inputs + "]");
  for (uint32_t index = trace.inputCount; index < trace.size(); ++index)
    logText(operationText(trace, index));
}

void logAllocation(const LoopToken& token, size_t bridge) {
  const LogSection section("jit-mem-looptoken-alloc");
  if (!section) return;
  if (bridge == 0)
    logLine("allocating Loop # %u", token.id);
  else
    logLine("allocating Bridge # %zu of Loop # %u", bridge, token.id);
}

void logRecordedTrace(const Trace& trace) {
  const LogSection section("jit-log-noopt");
  if (!section) return;
  logLine("# Traced loop or bridge with %u ops", trace.size() - trace.inputCount);
  logOperations(trace);
}

void logLoop(const Trace& trace, const CompiledCode& code, const char* kind,
             const std::string& location) {
  const LogSection section("jit-log-opt-loop");
  if (!section) return;
  logLine("# Loop %u (%s) : %s with %u ops", code.token->id, location.c_str(), kind,
          trace.size() - trace.inputCount);
  logOperations(trace);
}

void logBridge(const Trace& trace, const CompiledCode& code) {
  const LogSection section("jit-log-opt-bridge");
  if (!section) return;
  logLine("# bridge out of Guard 0x%x with %u ops", code.from->id, trace.size() - trace.inputCount);
  logOperations(trace);
}

} // namespace tw::jit

void tw_jit_location_text(const char* text, Signed length) {
  if (tw::jit::locationBuffer) tw::jit::locationBuffer->append(text, size_t(length));
}
