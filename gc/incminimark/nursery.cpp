// Ranges, segments, residents.
#include "gc/incminimark/nursery.h"

#include "gc/incminimark/mark.h"
#include "gc/incminimark/object.h"
#include "gc/incminimark/options.h"
#include "gc/incminimark/poison.h"
#include "gc/incminimark/retired.h"

#include <algorithm>
#include <string.h>
#include <sys/mman.h>

struct tw_nursery tw_nursery;

namespace tw::gc {

constinit Nursery nursery;

namespace {

constexpr u64 kPiece = 16 << 10;    // handed out at a time
constexpr u64 kSmallestRange = 64;  // shorter gaps between residents are not used
constexpr u64 kCarved = 512;        // larger objects look for a range ahead
constexpr u64 kVisitsOfPage = 1000; // of residents, cost as much as leaving a page to them

u64 pagesOf(u64 size) { return (size + kPageSize - 1) >> kPageShift; }

} // namespace

bool Nursery::setup(u64 size) {
  size_ = size & ~u64{7};
  largest_ = std::min(kMaxSmall, size_ / 2);
  void* bits =
      mmap(nullptr, size_ / 64 + 8, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  u64 page = pages.allocate(pagesOf(size_));
  if (bits == MAP_FAILED || !page) return false;
  starts_ = static_cast<u64*>(bits);
  place(page);
  makeRanges();
  return true;
}

void Nursery::place(u64 page) {
  page_ = page;
  start_ = reinterpret_cast<u64>(pages.address(page));
  touched_ = reinterpret_cast<char*>(start_ + size_);
  for (u64 i = 0; i < pagesOf(size_); i++)
    pages[page + i] = {.kind = PageKind::Nursery, .dirty = true};
}

// ---- Allocation

char* Nursery::allocate(u64 size) {
  for (;;) {
    if (static_cast<u64>(limit_ - tw_nursery.free) >= size) return extend(size);
    if (size > kCarved) return carve(size);
    if (!nextRange()) return nullptr;
  }
}

char* Nursery::extend(u64 size) {
  endSegment();
  char* object = tw_nursery.free;
  u64 wanted = options.stress > 0 ? size : size + kPiece;
  u64 left = static_cast<u64>(limit_ - object);
  char* top = object + std::min(wanted, left);
  if (top > tw_nursery.top) {
    unpoison(tw_nursery.top, static_cast<u64>(top - tw_nursery.top));
    tw_nursery.top = top;
  }
  memset(object, 0, size);
  tw_nursery.free = object + size;
  return object;
}

// From the start of a range ahead, so that what is left of this one is not lost.
char* Nursery::carve(u64 size) {
  for (u64 i = nextRange_; i < ranges_.size(); i++) {
    Range& range = ranges_[i];
    if (static_cast<u64>(range.end - range.start) < size) continue;
    char* object = range.start;
    range.start += size;
    unpoison(object, size);
    memset(object, 0, size);
    segments_.push({object, object + size, false});
    return object;
  }
  return nullptr;
}

bool Nursery::nextRange() {
  if (nextRange_ == ranges_.size()) return false;
  endSegment();
  const Range& range = ranges_[nextRange_++];
  tw_nursery.free = tw_nursery.top = segment_ = range.start;
  limit_ = range.end;
  return true;
}

void Nursery::endSegment() {
  if (tw_nursery.free > segment_) segments_.push({segment_, tw_nursery.free, false});
  segment_ = tw_nursery.free;
}

u64 Nursery::used() {
  u64 ahead = static_cast<u64>(limit_ - tw_nursery.free);
  for (u64 i = nextRange_; i < ranges_.size(); i++)
    ahead += static_cast<u64>(ranges_[i].end - ranges_[i].start);
  return free_ > ahead ? free_ - ahead : 0;
}

// The newest object gives its tail back; in others a filler says how long the
// gap is: type id 0, and the length in place of the flags.
void Nursery::cutTail(char* tail, u64 freed) {
  if (tail + freed == tw_nursery.free && tail > segment_) {
    tw_nursery.free = tail;
  } else {
    *reinterpret_cast<u64*>(tail) = freed << 32;
  }
}

// ---- From addresses to objects

void Nursery::close() {
  endSegment();
  std::sort(segments_.begin(), segments_.end(),
            [](const Segment& a, const Segment& b) { return a.start < b.start; });
}

void* Nursery::objectAt(u64 word) {
  char* address = reinterpret_cast<char*>(word);
  Segment* segment = segmentOf(address);
  if (!segment) return residentAt(address);
  if (!segment->walked) walk(*segment);
  char* object = static_cast<char*>(startBefore(address));
  return object >= segment->start && address < object + sizeOf(object) ? object : nullptr;
}

Nursery::Segment* Nursery::segmentOf(char* address) {
  Segment* next =
      std::upper_bound(segments_.begin(), segments_.end(), address,
                       [](const char* value, const Segment& s) { return value < s.start; });
  if (next == segments_.begin() || address >= next[-1].end) return nullptr;
  return next - 1;
}

void* Nursery::residentAt(char* address) {
  void** next = std::upper_bound(residents_.begin(), residents_.end(), address,
                                 [](const char* value, void* object) { return value < object; });
  if (next == residents_.begin()) return nullptr;
  char* object = static_cast<char*>(next[-1]);
  return address < object + sizeOf(object) ? object : nullptr;
}

void Nursery::walk(Segment& segment) {
  segment.walked = true;
  for (char* object = segment.start; object < segment.end;) {
    const tw_gc* header = headerOf(object);
    if (!header->tid) {
      object += header->flags;
      continue;
    }
    u64 bit = (reinterpret_cast<u64>(object) - start_) / 8;
    starts_[bit / 64] |= u64{1} << (bit % 64);
    object += sizeOf(object);
  }
}

// Null if no object starts before.
void* Nursery::startBefore(char* address) const {
  u64 bit = (reinterpret_cast<u64>(address) - start_) / 8;
  u64 index = bit / 64;
  u64 word = starts_[index] << (63 - bit % 64) >> (63 - bit % 64);
  while (!word && index > 0) word = starts_[--index];
  if (!word) return nullptr;
  u64 found = index * 64 + 63 - static_cast<u64>(__builtin_clzll(word));
  return reinterpret_cast<void*>(start_ + found * 8);
}

// ---- After a collection

void Nursery::reset(u64 visits) {
  for (const Segment& segment : segments_) {
    if (!segment.walked) continue;
    u64 first = (reinterpret_cast<u64>(segment.start) - start_) / 512;
    u64 last = (reinterpret_cast<u64>(segment.end) - 1 - start_) / 512;
    memset(starts_ + first, 0, (last - first + 1) * 8);
  }
  touched_ = segments_.empty() ? nullptr : segments_.back().end;
  segments_.clear();
  residents_.swap(pinned_);
  pinned_.clear();
  std::sort(residents_.begin(), residents_.end());
  for (void* resident : residents_) {
    u32& flags = headerOf(resident)->flags;
    flags = (flags & ~u32{TW_GC_PINNED}) | TW_GC_STAYED;
  }
  makeRanges();
  visits_ = residents_.empty() ? 0 : visits_ + visits;
  if (free_ < size_ / 2 || visits_ > kVisitsOfPage * pagesOfResidents()) retire();
}

u64 Nursery::pagesOfResidents() const {
  u64 count = 0, last = 0;
  for (u64 i = 0; i < residents_.size(); i++) {
    u64 page = pages.indexOf(residents_[i]);
    count += page != last;
    last = page;
  }
  return count;
}

void Nursery::makeRanges() {
  ranges_.clear();
  free_ = 0;
  char* at = reinterpret_cast<char*>(start_);
  for (void* resident : residents_) {
    char* object = static_cast<char*>(resident);
    addRange(at, object);
    at = object + sizeOf(object);
  }
  addRange(at, reinterpret_cast<char*>(start_ + size_));
  nextRange_ = 0;
  tw_nursery.free = tw_nursery.top = limit_ = segment_ = reinterpret_cast<char*>(start_);
  nextRange();
}

void Nursery::addRange(char* start, char* end) {
  if (start < std::min(end, touched_))
    poison(start, static_cast<u64>(std::min(end, touched_) - start));
  if (end < start + kSmallestRange) return;
  free_ += static_cast<u64>(end - start);
  ranges_.push({start, end});
}

// Residents take too much room or time: they become old where they are, and the
// nursery moves to other pages.
void Nursery::retire() {
  u64 count = pagesOf(size_);
  u64 page = pages.allocate(count);
  if (!page) return;
  const u64 former = page_;
  place(page); // first, lest the new pages are taken for free neighbours of those that become free
  retired.add(residents_);
  for (u64 i = former; i < former + count; i++) {
    if (pages[i].kind != PageKind::Nursery) continue;
    pages.marked.clearPage(i); // the marker sets bits of young objects, too
    pages.free(i, 1);
  }
  if (marker.isActive()) {
    for (void* object : residents_) marker.mark(object);
  }
  residents_.clear();
  visits_ = 0;
  makeRanges();
}

} // namespace tw::gc
