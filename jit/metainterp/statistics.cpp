// jit-summary.
#include "jit/metainterp/statistics.h"

#include "jit/metainterp/log.h"

namespace tw::jit {

void Statistics::charge() {
  const Clock::time_point now = Clock::now();
  if (!open_.empty())
    seconds_[size_t(open_.back())] += std::chrono::duration<double>(now - last_).count();
  last_ = now;
}

void Statistics::begin(Counter event) {
  charge();
  count(event);
  open_.push_back(event);
}

void Statistics::end(Counter) {
  charge();
  open_.pop_back();
}

void Statistics::print(const MemoryUsage& usage, const CodeStatistics& code) const {
  const LogSection section("jit-summary");
  if (!section) return;
  const auto time = [&](const char* name, Counter event) {
    logLine("%s:%*s\t%llu\t%f", name, int(13 - std::string_view(name).size()), "",
            static_cast<unsigned long long>(get(event)), seconds_[size_t(event)]);
  };
  time("Tracing", Counter::Tracing);
  time("Backend", Counter::Backend);
  logLine("TOTAL:      \t\t%f", std::chrono::duration<double>(Clock::now() - start_).count());
  const auto number = [&](std::string_view name, uint64_t value) {
    logLine("%.*s:%*s\t%llu", int(name.size()), name.data(),
            name.size() < 16 ? int(16 - name.size()) : 0, "",
            static_cast<unsigned long long>(value));
  };
  number("ops", get(Counter::Ops));
  number("heapcached ops", get(Counter::HeapcachedOps));
  number("recorded ops", get(Counter::RecordedOps));
  number("  calls", calls_);
  number("guards", get(Counter::Guards));
  number("opt ops", get(Counter::OptOps));
  number("opt guards", get(Counter::OptGuards));
  number("opt guards shared", get(Counter::OptGuardsShared));
  number("forcings", get(Counter::OptForcings));
  number("abort: trace too long", get(Counter::AbortTooLong));
  number("abort: compiling", get(Counter::AbortBridge));
  number("abort: vable escape", get(Counter::AbortEscape));
  number("abort: bad loop", get(Counter::AbortBadLoop));
  number("abort: force quasi-immut", get(Counter::AbortForceQuasiImmut));
  number("abort: segmenting trace", get(Counter::AbortSegmentedTrace));
  number("virtualizables forced", get(Counter::ForceVirtualizables));
  number("nvirtuals", get(Counter::Nvirtuals));
  number("nvholes", get(Counter::Nvholes));
  number("nvreused", get(Counter::Nvreused));
  number("vecopt tried", get(Counter::OptVectorizeTry));
  number("vecopt success", get(Counter::OptVectorized));
  number("Total # of loops", get(Counter::TotalCompiledLoops));
  number("Total # of bridges", get(Counter::TotalCompiledBridges));
  number("Freed # of loops", get(Counter::TotalFreedLoops));
  number("Freed # of bridges", get(Counter::TotalFreedBridges));
  number("loops alive", usage.loops);
  number("bridges alive", usage.bridges);
  number("peak loops alive", usage.peakLoops);
  number("peak bridges alive", usage.peakBridges);
  number("code bytes allocated", code.allocated);
  number("code bytes freed", code.freed);
  number("code bytes alive", usage.codeBytes);
  number("code bytes resident", code.resident);
  number("peak code bytes", usage.peakCodeBytes);
  number("resume bytes", usage.resumeBytes);
  number("data bytes allocated", usage.dataAllocated);
  number("data bytes alive", usage.dataBytes);
  number("peak data bytes", usage.peakDataBytes);
  number("peak bytes", usage.peakBytes);
}

} // namespace tw::jit
