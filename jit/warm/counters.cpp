// Counters for the program, in constant time: rlib.jit.Counters, and rlib.jit.MemoryCounters behind
// them.
#include "jit/warm/counters.h"

#include "jit/backend/backend.h"
#include "jit/metainterp/engine.h"

namespace tw::jit {

namespace {

// In the order of rlib.jit.MemoryCounters, whose numbers begin here.
constexpr Signed kFirstMemoryCounter = 100;
enum class MemoryCounter : uint8_t {
  LoopsAlive,
  BridgesAlive,
  CodeAllocated,
  CodeFreed,
  CodeAlive,
  CodeResident,
  ResumeAlive,
  DataAllocated,
  DataAlive,
  PeakLoops,
  PeakBridges,
  PeakCode,
  PeakData,
  PeakMemory
};

uint64_t read(MemoryCounter which) {
  const MemoryUsage& usage = engine().loops().usage();
  const auto code = [] { return engine().backend().statistics(); };
  switch (which) {
  case MemoryCounter::LoopsAlive: return usage.loops;
  case MemoryCounter::BridgesAlive: return usage.bridges;
  case MemoryCounter::CodeAllocated: return code().allocated;
  case MemoryCounter::CodeFreed: return code().freed;
  case MemoryCounter::CodeAlive: return usage.codeBytes;
  case MemoryCounter::CodeResident: return code().resident;
  case MemoryCounter::ResumeAlive: return usage.resumeBytes;
  case MemoryCounter::DataAllocated: return usage.dataAllocated;
  case MemoryCounter::DataAlive: return usage.dataBytes;
  case MemoryCounter::PeakLoops: return usage.peakLoops;
  case MemoryCounter::PeakBridges: return usage.peakBridges;
  case MemoryCounter::PeakCode: return usage.peakCodeBytes;
  case MemoryCounter::PeakData: return usage.peakDataBytes;
  case MemoryCounter::PeakMemory: return usage.peakBytes;
  }
  return 0;
}

} // namespace

} // namespace tw::jit

using namespace tw::jit;

i64 tw_jit_counter(Signed which) {
  if (which >= kFirstMemoryCounter && which < kFirstMemoryCounter + 256)
    return i64(read(MemoryCounter(which - kFirstMemoryCounter)));
  if (which < 0 || which >= Signed(Counter::Count)) return 0;
  return i64(engine().statistics().get(Counter(which)));
}

i64 tw_jit_nanoseconds(Signed which) {
  if (which < 0 || which > Signed(Counter::Backend)) return 0;
  return i64(engine().statistics().seconds(Counter(which)) * 1e9);
}

i64 tw_jit_release_all(void) {
  engine().loops().releaseAll();
  return 0;
}
