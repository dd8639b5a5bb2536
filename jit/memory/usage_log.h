// The section jit-mem-usage of PYPYLOG: the JIT's memory over time, at a bounded rate.
//
//   loops: N bridges: N data: N code: N resident: N resume: N rss: N
//
// Counts of what is alive; bytes of data, of machine code, of executable memory taken from the
// system, of encoded resume data, and of the process's resident memory.
#pragma once

#include "jit/backend/backend.h"
#include "jit/memory/usage.h"

namespace tw::jit {

class UsageLog {
public:
  // Does nothing within 10 ms after the last time, unless it `must`.
  void note(const MemoryUsage& usage, const CodeStatistics& code, bool must);

private:
  int64_t last_ = 0; // milliseconds
};

} // namespace tw::jit
