// jit-mem-usage.
#include "jit/memory/usage_log.h"

#include "jit/metainterp/log.h"

#include <cstdio>
#include <ctime>
#include <unistd.h>

namespace tw::jit {

namespace {

constexpr int64_t kInterval = 10;

int64_t milliseconds() {
  timespec now;
  clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
  return int64_t(now.tv_sec) * 1000 + now.tv_nsec / 1000000;
}

// Bytes; 0 where the system does not tell.
unsigned long long residentBytes() {
  std::FILE* file = std::fopen("/proc/self/statm", "r");
  if (!file) return 0;
  unsigned long long all, resident = 0;
  if (std::fscanf(file, "%llu %llu", &all, &resident) != 2) resident = 0;
  std::fclose(file);
  return resident * static_cast<unsigned long long>(sysconf(_SC_PAGESIZE));
}

} // namespace

void UsageLog::note(const MemoryUsage& usage, const CodeStatistics& code, bool must) {
  const int64_t now = milliseconds();
  if (!must && now - last_ < kInterval) return;
  last_ = now;
  const LogSection section("jit-mem-usage");
  if (!section) return;
  using Number = unsigned long long;
  logLine("loops: %llu bridges: %llu data: %llu code: %llu resident: %llu resume: %llu rss: %llu",
          Number(usage.loops), Number(usage.bridges), Number(usage.dataBytes),
          Number(usage.codeBytes), Number(code.resident), Number(usage.resumeBytes),
          residentBytes());
}

} // namespace tw::jit
