// When to collect: the incremental cycle, its pace, and the limit of the heap.
//
// A major collection is a cycle of steps, each after a minor collection:
//
//   Scanning    nothing is going on; the step starts marking
//   Marking     a budget of bytes is marked; when nothing is left to mark,
//               weakrefs and finalizers are dealt with, in the same step
//   Sweeping    some pages are swept
//   Finalizing  the threshold of the next cycle is set, finalizers become due
#pragma once

#include "gc/incminimark/minor.h"

namespace tw::gc {

class Section;

enum class State : u8 { Scanning, Marking, Sweeping, Finalizing };

class Collector {
public:
  void setup();

  // A minor collection, and a step of the cycle if one is due. False if the heap
  // has grown beyond the limit and could not be collected below it.
  bool collectForAllocation(char* top);
  // Is there room for a large object? Collects if there seems to be none.
  bool reserveLarge(u64 size, char* top);
  // generation < 1: minor; 1: also a step of the cycle; more: a full cycle.
  void collect(i64 generation, char* top);
  // One step, whether due or not. Both states: before << 8 | after.
  i64 collectStep(char* top);
  void addPressure(u64 bytes, char* top);

  void enable(bool enabled) { enabled_ = enabled; }
  bool isEnabled() const { return enabled_; }
  void setMax(u64 bytes) { max_ = bytes; }
  State state() const { return state_; }

  u64 bytesInUse() const;
  u64 bytesTaken() const; // pages, for live objects or not
  i64 statistic(i64 which) const;

private:
  void minor(char* top);
  void step(char* top);
  void startMarking(char* top);
  void markRoots(char* top);
  bool markStep(char* top);
  void endMarking();
  bool sweepStep(Section& section);
  void endCycle();
  void releaseFree();
  void fullCycle(char* top);
  void setThreshold(double wanted);
  bool isBelowLimit();
  bool isDue(u64 more) const { return bytesInUse() + more > threshold_; }
  void notePeak();

  State state_ = State::Scanning;
  bool enabled_ = true;
  bool overLimit_ = false; // MemoryError was raised, and the heap has been beyond the limit since
  u64 max_ = 0;
  u64 threshold_ = 0;     // bytesInUse() that starts the next cycle
  u64 pressure_ = 0;      // since the threshold was set
  u64 survivedSince_ = 0; // bytes that became old since the last step
  u64 usedBefore_ = 0, pagesBefore_ = 0, largeBefore_ = 0; // at the start of the sweep
  u64 peakUsed_ = 0, peakTaken_ = 0, peakSmall_ = 0, peakLarge_ = 0;
  double seconds_ = 0;
};

extern Collector collector;

} // namespace tw::gc
