// The old generation's small objects: pages divided into slots of one size class.
//
// A page's bits in pages.allocated say which slots hold objects. Sweeping a
// page is copying its mark bits there; dead objects are not touched. Objects
// are allocated by bumping a pointer through runs of free slots; a page is
// swept at the latest when its class needs free slots.
#pragma once

#include "gc/incminimark/buffer.h"
#include "gc/incminimark/pages.h"

#include <array>

namespace tw::gc {

constexpr unsigned kSizeClasses = 45;

struct SizeClasses {
  std::array<u32, kSizeClasses> size{};
  std::array<u8, kMaxSmall / 8 + 1> of{}; // class, by words
};

// 16 ... 128 by 8, then four steps to each doubling up to 8 KB, then what
// divides a page well.
constexpr SizeClasses makeSizeClasses() {
  SizeClasses classes;
  unsigned count = 0;
  for (u32 size = 16; size <= 128; size += 8) classes.size[count++] = size;
  for (u32 base = 128; base < 8192; base *= 2) {
    for (u32 step = 1; step <= 4; step++) classes.size[count++] = base + step * (base / 4);
  }
  for (u32 perPage : {7, 6, 5, 4, 3, 2})
    classes.size[count++] = static_cast<u32>(kPageSize / perPage) & ~u32{7};
  unsigned current = 0;
  for (u32 words = 0; words < classes.of.size(); words++) {
    if (words * 8 > classes.size[current]) current++;
    classes.of[words] = static_cast<u8>(current);
  }
  return classes;
}

inline constexpr SizeClasses kClasses = makeSizeClasses();

class SmallSpace {
public:
  // A slot for `size` bytes, contents undefined, its bit in pages.allocated set.
  // Null if there is no memory.
  char* allocate(u64 size) {
    unsigned sizeClass = kClasses.of[size / 8];
    Run& run = runs_[sizeClass];
    if (TW_UNLIKELY(run.free == run.end) && !refill(sizeClass)) return nullptr;
    char* slot = run.free;
    run.free += kClasses.size[sizeClass];
    pages.allocated.set(pages.offset(slot));
    return slot;
  }
  // Takes back a slot that was allocated for nothing.
  void discard(char* slot);

  // The object that the address lies in; null if it is a free slot.
  void* objectAt(u64 address);

  // After marking: every page awaits its sweep; slots are allocated from swept
  // pages only.
  void startSweep();
  // Sweeps up to `count` pages. False when none is left.
  bool sweepStep(u64 count);

  // Bytes of the slots in use; of dead ones, too, until their page is swept.
  u64 bytes() const;
  u64 pagesInUse() const { return pages_; }

  template <typename Visit> void forEachObject(Visit visit) {
    for (u64 index = 1; index < pages.limit(); index++) {
      Page& page = pages[index];
      if (page.kind != PageKind::Small) continue;
      u64 size = kClasses.size[page.sizeClass];
      char* start = pages.address(index);
      for (char* slot = start; slot + size <= start + kPageSize; slot += size) {
        if (pages.allocated.test(pages.offset(slot))) visit(static_cast<void*>(slot));
      }
    }
  }

private:
  struct Run {
    char* free = nullptr;
    char* end = nullptr;
    u32 page = 0;      // that the run lies in
    u32 available = 0; // list of swept pages with free slots
    u32 unswept = 0;   // list
  };
  bool refill(unsigned sizeClass);
  bool nextRun(unsigned sizeClass);
  u32 takePage(unsigned sizeClass);
  u32 newPage(unsigned sizeClass);
  // Frees the page and returns false if nothing in it lives.
  bool sweepPage(u32 index);
  void poisonDead(u32 index);
  void close(Run& run, unsigned sizeClass);

  std::array<Run, kSizeClasses> runs_{};
  u64 bytes_ = 0; // all slots of closed runs, and the current runs as if full
  u64 pages_ = 0;
  unsigned sweeping_ = 0; // the class that sweepStep works at
};

extern SmallSpace smallSpace;

} // namespace tw::gc
