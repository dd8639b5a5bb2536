// Counters of what the JIT does, as rlib.jit.Counters numbers them, and its times.
#pragma once

#include "jit/backend/backend.h"
#include "jit/memory/usage.h"

#include <chrono>
#include <cstdint>
#include <vector>

namespace tw::jit {

// In the order of rlib.jit.Counters.
enum class Counter : uint8_t {
  Tracing,
  Backend,
  Ops,
  HeapcachedOps,
  RecordedOps,
  Guards,
  OptOps,
  OptGuards,
  OptGuardsShared,
  OptForcings,
  OptVectorizeTry,
  OptVectorized,
  AbortTooLong,
  AbortBridge,
  AbortBadLoop,
  AbortEscape,
  AbortForceQuasiImmut,
  AbortSegmentedTrace,
  ForceVirtualizables,
  Nvirtuals,
  Nvholes,
  Nvreused,
  TotalCompiledLoops,
  TotalCompiledBridges,
  TotalFreedLoops,
  TotalFreedBridges,
  Count
};

class Statistics {
public:
  Statistics() : start_(Clock::now()), last_(start_) {}

  void count(Counter counter, uint64_t by = 1) { counters_[size_t(counter)] += by; }
  uint64_t get(Counter counter) const { return counters_[size_t(counter)]; }
  void countCall() { ++calls_; }

  // Tracing and Backend are timed; what nests inside does not count for what is outside.
  void begin(Counter event);
  void end(Counter event);

  // Of Tracing or Backend.
  double seconds(Counter event) const { return seconds_[size_t(event)]; }

  // The section jit-summary.
  void print(const MemoryUsage& usage, const CodeStatistics& code) const;

private:
  using Clock = std::chrono::steady_clock;
  uint64_t counters_[size_t(Counter::Count)] = {};
  uint64_t calls_ = 0;
  double seconds_[2] = {};
  std::vector<Counter> open_;
  Clock::time_point start_, last_;

  void charge();
};

// While it lives, time counts for the event.
class Timed {
public:
  Timed(Statistics& statistics, Counter event) : statistics_(statistics), event_(event) {
    statistics_.begin(event_);
  }
  ~Timed() { statistics_.end(event_); }
  Timed(const Timed&) = delete;
  Timed& operator=(const Timed&) = delete;

private:
  Statistics& statistics_;
  Counter event_;
};

} // namespace tw::jit
