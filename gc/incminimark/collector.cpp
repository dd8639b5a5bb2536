// The incremental cycle.
#include "gc/incminimark/collector.h"

#include "gc/incminimark/finalizers.h"
#include "gc/incminimark/identity.h"
#include "gc/incminimark/large.h"
#include "gc/incminimark/log.h"
#include "gc/incminimark/mark.h"
#include "gc/incminimark/nursery.h"
#include "gc/incminimark/options.h"
#include "gc/incminimark/remembered.h"
#include "gc/incminimark/retired.h"
#include "gc/incminimark/roots.h"
#include "gc/incminimark/small.h"
#include "gc/incminimark/verify.h"
#include "gc/incminimark/weakrefs.h"
#include "runtime/prelude.h"

#include <algorithm>

namespace tw::gc {

constinit Collector collector;

namespace {

constexpr u64 kReleased = 64 << 20;  // at most so much goes back to the system in one cycle
constexpr u64 kLargeSwept = 1 << 10; // objects swept in one step
constexpr u64 kMarkUnit = 2;         // bytes marked for a byte that became old

} // namespace

void Collector::setup() {
  options.read();
  if (!pages.setup() || !nursery.setup(options.size(&Options::nursery)))
    tw_fatal("no memory for the garbage collector");
  max_ = options.size(&Options::max);
  threshold_ = options.size(&Options::min);
  if (max_ && threshold_ > max_) threshold_ = max_;
}

u64 Collector::bytesInUse() const {
  return smallSpace.bytes() + largeSpace.bytes() + retired.bytes();
}
u64 Collector::bytesTaken() const {
  return smallSpace.pagesInUse() * kPageSize + largeSpace.bytes() + retired.bytes();
}

void Collector::notePeak() {
  peakUsed_ = std::max(peakUsed_, bytesInUse());
  peakTaken_ = std::max(peakTaken_, bytesTaken());
  peakSmall_ = std::max(peakSmall_, smallSpace.bytes());
  peakLarge_ = std::max(peakLarge_, largeSpace.bytes());
}

// ---- What starts a collection

void Collector::minor(char* top) {
  Section section("gc-minor");
  u64 before = bytesInUse() + nursery.used();
  MinorResult result = collectMinor(top);
  survivedSince_ += result.survived;
  if (bytesInUse() <= max_) overLimit_ = false;
  notePeak();
  section.line("minor collect, total memory used:", bytesInUse());
  section.line("number of pinned objects:", nursery.residents());
  section.line("total size of surviving objects:", result.survived);
  section.line("memory before:", before, "after:", bytesInUse());
  if (TW_UNLIKELY(options.debug >= 2)) verifyHeap();
  seconds_ += section.end();
}

bool Collector::collectForAllocation(char* top) {
  minor(top);
  bool stress = options.stress > 0;
  if (!enabled_) return true;
  if (stress || state_ != State::Scanning || isDue(pressure_)) step(top);
  if (max_ && bytesInUse() > max_) {
    fullCycle(top);
    return isBelowLimit();
  }
  return true;
}

// The first time the program gets a MemoryError, and may drop what it does not
// need. One that goes on allocating without is ended.
bool Collector::isBelowLimit() {
  if (bytesInUse() <= max_) return true;
  if (overLimit_) tw_fatal("using too much memory, aborting");
  overLimit_ = true;
  return false;
}

// Young large objects are collected when they have become many, too.
bool Collector::reserveLarge(u64 size, char* top) {
  u64 many = nursery.size() * 2 + bytesInUse() / 8;
  bool full = max_ && bytesInUse() + size > max_;
  if (!full && largeSpace.youngBytes() + size <= many && !isDue(size)) return true;
  minor(top);
  if (!enabled_) return !full;
  if (full && bytesInUse() + size > max_) fullCycle(top);
  if (state_ != State::Scanning || isDue(size)) step(top);
  return !max_ || bytesInUse() + size <= max_;
}

void Collector::collect(i64 generation, char* top) {
  minor(top);
  if (generation == 1) step(top);
  if (generation > 1) fullCycle(top);
}

i64 Collector::collectStep(char* top) {
  i64 before = static_cast<i64>(state_);
  minor(top);
  step(top);
  return before << 8 | static_cast<i64>(state_);
}

// Memory outside the heap brings the next cycle nearer, and with it the death of
// what holds that memory.
void Collector::addPressure(u64 bytes, char* top) {
  u64 before = pressure_ / nursery.size();
  pressure_ += bytes;
  if (pressure_ / nursery.size() == before || !isDue(pressure_)) return;
  minor(top);
  if (enabled_) step(top);
}

// Ends a running cycle and does one more: what died meanwhile is found.
void Collector::fullCycle(char* top) {
  while (state_ != State::Scanning) step(top);
  do step(top);
  while (state_ != State::Scanning);
}

// ---- Steps

namespace {

constexpr const char* kStateNames[] = {"SCANNING", "MARKING", "SWEEPING", "FINALIZING"};

} // namespace

// Enough to keep ahead of what becomes old.
void Collector::step(char* top) {
  Section section("gc-collect-step");
  section.line("starting gc state: ", kStateNames[static_cast<int>(state_)]);
  switch (state_) {
  case State::Scanning: startMarking(top); break;
  case State::Marking:
    section.line("number of objects to mark", marker.pending(), "plus", 0);
    if (markStep(top)) endMarking();
    break;
  case State::Sweeping:
    if (!sweepStep(section)) state_ = State::Finalizing;
    break;
  case State::Finalizing: endCycle(); break;
  }
  survivedSince_ = 0;
  section.line("stopping, now in gc state: ", kStateNames[static_cast<int>(state_)]);
  seconds_ += section.end();
}

void Collector::startMarking(char* top) {
  marker.start();
  for (void* object : remembered.prebuiltRoots()) marker.markReferents(object);
  markRoots(top);
  state_ = State::Marking;
}

namespace {

void markWord(u64 word) {
  void* address = reinterpret_cast<void*>(word);
  if (!pages.contains(address)) return;
  void* object = nullptr;
  switch (pages[pages.indexOf(address)].kind) {
  case PageKind::Small: object = smallSpace.objectAt(word); break;
  case PageKind::Large:
  case PageKind::LargeTail: object = largeSpace.objectAt(word); break;
  case PageKind::Retired: object = retired.objectAt(word); break;
  case PageKind::Free:
  case PageKind::Taken:
  case PageKind::Nursery: break;
  }
  if (object) marker.mark(object);
}

} // namespace

void Collector::markRoots(char* top) {
  roots.forEachStackWord(top, markWord);
  roots.forEachSlot(false, [](void** slot) { marker.mark(*slot); });
  nursery.forEachResident([](void* object) { marker.markReferents(object); });
}

bool Collector::markStep(char* top) {
  u64 budget = std::max(options.size(&Options::incrementStep), survivedSince_ * kMarkUnit);
  markRoots(top);
  return marker.drain(budget);
}

void Collector::endMarking() {
  weakrefs.clearDead();
  finalizers.endMarking();
  weakrefs.endMarking();
  shadows.endMarking(); // of objects that wait for their finalizers, too
  marker.drain();
  remembered.dropUnmarked();
  marker.stop();
  if (options.debug >= 1) verifyMarks();
  usedBefore_ = bytesInUse();
  pagesBefore_ = smallSpace.pagesInUse();
  largeBefore_ = largeSpace.bytes();
  retired.sweep();
  smallSpace.startSweep();
  largeSpace.startSweep();
  state_ = State::Sweeping;
}

bool Collector::sweepStep(Section& section) {
  if (u64 large = largeSpace.unswept()) {
    bool more = largeSpace.sweepStep(kLargeSwept);
    section.line("freeing raw objects:", large - largeSpace.unswept(), "freed, limit was",
                 kLargeSwept);
    if (more) return true;
  }
  u64 budget = std::max(options.size(&Options::nursery), survivedSince_) * 16;
  u64 count = budget / kPageSize + 1;
  bool more = smallSpace.sweepStep(count);
  section.line("freeing GC objects, up to", count,
               more ? "pages. More to do." : "pages. No more pages left.");
  return more;
}

void Collector::endCycle() {
  state_ = State::Scanning;
  double used = static_cast<double>(bytesInUse());
  if (options.maxDelta == 0) options.maxDelta = static_cast<double>(availableMemory()) / 8;
  setThreshold(std::min(used * options.majorCollect, used + options.maxDelta));
  releaseFree();
  Section section("gc-collect-done");
  section.line("arenas:               ", pagesBefore_, " => ", smallSpace.pagesInUse());
  section.line("bytes used in arenas: ", smallSpace.bytes());
  section.line("bytes raw-malloced:   ", largeBefore_, " => ", largeSpace.bytes());
  section.line("memory before:", usedBefore_, "after:", bytesInUse());
  section.line("next major collection threshold: ", threshold_);
  if (options.debug >= 1) verifyHeap();
}

// The threshold may not grow too fast, for the sake of short peaks.
void Collector::setThreshold(double wanted) {
  double most = static_cast<double>(threshold_) * options.growth;
  double chosen = std::max(std::min(wanted, most), options.min);
  double used = static_cast<double>(bytesInUse() + nursery.size());
  threshold_ = static_cast<u64>(std::max(chosen, used));
  if (max_ && threshold_ > max_) threshold_ = max_;
  pressure_ = 0;
}

// As much free memory is kept as the heap may grow until the next cycle. Of the
// rest a quarter goes back to the system: heaps that shrink often grow again.
void Collector::releaseFree() {
  u64 used = bytesInUse();
  u64 wanted = nursery.size() + (threshold_ > used ? threshold_ - used : 0);
  u64 dirty = pages.dirtyFreeBytes();
  if (dirty > wanted) pages.releaseFree(dirty - (dirty - wanted) / 4, kReleased);
}

// ---- rgc.get_stats

i64 Collector::statistic(i64 which) const {
  enum {
    TotalMemory,
    TotalAllocatedMemory,
    TotalMemoryPressure,
    PeakMemory,
    PeakAllocatedMemory,
    TotalArenaMemory,
    TotalRawMemory,
    PeakArenaMemory,
    PeakRawMemory,
    NurserySize,
    TotalTime
  };
  auto value = [](u64 bytes) { return static_cast<i64>(bytes); };
  switch (which) {
  case TotalMemory: return value(bytesInUse() + nursery.size());
  case TotalAllocatedMemory: return value(bytesTaken() + nursery.size());
  case TotalMemoryPressure: return value(pressure_);
  case PeakMemory: return value(std::max(peakUsed_, bytesInUse()) + nursery.size());
  case PeakAllocatedMemory: return value(std::max(peakTaken_, bytesTaken()) + nursery.size());
  case TotalArenaMemory: return value(smallSpace.bytes());
  case TotalRawMemory: return value(largeSpace.bytes());
  case PeakArenaMemory: return value(std::max(peakSmall_, smallSpace.bytes()));
  case PeakRawMemory: return value(std::max(peakLarge_, largeSpace.bytes()));
  case NurserySize: return value(nursery.size());
  case TotalTime: return static_cast<i64>(seconds_ * 1000);
  default: return 0;
  }
}

} // namespace tw::gc
