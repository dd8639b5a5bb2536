// Marking the old generation.
//
// Incremental update: an old object that was marked and is written is in the
// remembered set, and the next minor collection marks what it points to then;
// young objects that become old are unmarked. Roots are scanned again at every
// step, so that nothing is left for the last one. The mark stack holds marked
// objects that were not scanned; long arrays are scanned in pieces. Objects
// leave it through a short queue, in which they are prefetched (Cher, Hosking,
// Vitek, "Software prefetching for mark-sweep garbage collection", 2004).
#pragma once

#include "gc/incminimark/buffer.h"
#include "gc/incminimark/nursery.h"
#include "gc/incminimark/object.h"
#include "gc/incminimark/pages.h"

namespace tw::gc {

class Marker {
public:
  bool isActive() const { return active_; }
  void start() { active_ = true; }
  void stop();

  // Marks an old object. Any other pointer is ignored.
  void mark(void* object) {
    u64 offset = pages.offset(object);
    if (pages.contains(object) && pages.marked.add(offset) && !nursery.contains(object))
      push(object);
  }
  void markReferents(void* object) {
    forEachSlot(object, typeOf(object), [this](void** slot) { mark(*slot); });
  }
  // The object may have been marked before it got its contents.
  void rescan(void* object) {
    if (active_ && isMarked(object)) push(object);
  }
  // Scans objects until about `budget` bytes are done. True if none is left.
  bool drain(u64 budget = ~u64{0});
  u64 pending() const { return stack_.size(); }

private:
  static constexpr u64 kAhead = 8; // a power of two
  void push(void* object) { stack_.push(object); }
  u64 scan(void* object);
  u64 scanPiece(void* array, const tw_type& type);

  Buffer<void*> stack_;
  bool active_ = false;
};

extern Marker marker;

} // namespace tw::gc
