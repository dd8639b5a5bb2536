// Where objects are born: memory that is handed out by bumping tw_nursery.free.
//
// The nursery is made of free ranges between objects that a minor collection
// could not move (residents). They are handed out piece by piece, and not cleared:
// who bumps the pointer writes all of an object. What was handed out of a piece
// is a segment: objects follow each other from its start, and walking them from
// there finds the object that an ambiguous word points into. A segment is walked
// when the first such word shows up; most never are.
//
// Old objects that point to a resident stay in the remembered set, and each
// minor collection visits them again. When that has cost more than a new place
// would, the nursery moves, and its residents become old where they are.
#pragma once

#include "gc/incminimark/buffer.h"
#include "gc/incminimark/pages.h"

namespace tw::gc {

class Nursery {
public:
  bool setup(u64 size);

  bool contains(const void* address) const {
    return reinterpret_cast<u64>(address) - start_ < size_;
  }
  u64 size() const { return size_; }
  // Bytes handed out since the last reset.
  u64 used();
  // Objects up to this size are allocated here.
  u64 largestObject() const { return largest_; }

  // Zeroed memory; null when a minor collection is due.
  char* allocate(u64 size);
  // The array's tail of `freed` bytes, a multiple of 8, holds no object any more.
  void cutTail(char* tail, u64 freed);

  // ---- A minor collection. close() first, reset() last.
  void close();
  // The object that contains the address, or null.
  void* objectAt(u64 address);
  // An object that stays where it is.
  void addResident(void* object) { pinned_.push(object); }
  u64 residents() const { return residents_.size(); }
  template <typename Visit> void forEachResident(Visit visit) {
    for (void* object : residents_) visit(object);
  }
  // Everything but the residents is free now. `visits`: of pointers to objects
  // that had been residents before the collection.
  void reset(u64 visits);

private:
  struct Range {
    char* start;
    char* end;
  };
  struct Segment {
    char* start;
    char* end;
    bool walked;
  };
  void place(u64 page);
  char* extend(u64 size);
  char* carve(u64 size);
  bool nextRange();
  void endSegment();
  void walk(Segment& segment);
  Segment* segmentOf(char* address);
  void* residentAt(char* address);
  void* startBefore(char* address) const;
  u64 pagesOfResidents() const;
  void makeRanges();
  void addRange(char* start, char* end);
  void retire();

  u64 start_ = 0;
  u64 size_ = 0;
  u64 largest_ = 0;
  u64 visits_ = 0;           // of residents, since the nursery took its place
  u64 page_ = 0;             // the first
  char* limit_ = nullptr;    // end of the current range
  char* segment_ = nullptr;  // start of the current segment
  char* touched_ = nullptr;  // no object has ever been above, since poisoning
  u64 nextRange_ = 0;        // index in ranges_
  u64 free_ = 0;             // bytes in ranges_
  u64* starts_ = nullptr;    // a bit for every 8 bytes: an object of a walked segment starts
  Buffer<Range> ranges_;     // ascending
  Buffer<Segment> segments_; // ascending after close()
  Buffer<void*> residents_;  // ascending
  Buffer<void*> pinned_;     // the residents to be
};

extern Nursery nursery;

} // namespace tw::gc
