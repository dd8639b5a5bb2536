// The JIT's sections of PYPYLOG.
#pragma once

#include "jit/trace/tokens.h"
#include "jit/trace/trace.h"

#include <string>
#include <string_view>

namespace tw::jit {

// Opens a section while it lives. True: its lines are shown.
class LogSection {
public:
  explicit LogSection(const char* name);
  ~LogSection();
  LogSection(const LogSection&) = delete;
  LogSection& operator=(const LogSection&) = delete;
  explicit operator bool() const;

private:
  const char* name_;
};

void logLine(const char* format, ...) __attribute__((format(printf, 1, 2)));

// How the program shows a place: get_printable_location of the driver.
std::string locationOf(uint32_t driver, const int64_t* greens);

// The operations of a trace, one a line, as in all jit-log sections. Commas in locations become
// points.
void logOperations(const Trace& trace);

// One of them, as there.
std::string operationText(const Trace& trace, uint32_t index);

// jit-mem-looptoken-alloc; bridge 0 is the loop itself.
void logAllocation(const LoopToken& token, size_t bridge);
void logRecordedTrace(const Trace& trace); // jit-log-noopt
void logLoop(const Trace& trace, const CompiledCode& code, const char* kind,
             const std::string& location);                    // jit-log-opt-loop
void logBridge(const Trace& trace, const CompiledCode& code); // jit-log-opt-bridge

} // namespace tw::jit
