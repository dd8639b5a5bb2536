// The address space of the heap: one reserved region, divided into pages of
// 64 KB, with a table that says what each page holds.
//
// All objects that can die live in the region, so that "is this word a pointer
// to an object?" begins with one subtraction and one comparison. The region is
// reserved without access; memory is made accessible as the heap grows. Beside
// the table there are two bitmaps with a bit for every 16 bytes, as objects
// have at least 16 bytes: `allocated` and `marked`.
//
// Free pages form runs with their length in the first and the last page, in
// lists by the logarithm of the length (boundary tags; Knuth, TAOCP 1, 2.5).
#pragma once

#include "gc/gc.h"

namespace tw::gc {

constexpr u64 kPageShift = 16;
constexpr u64 kPageSize = u64{1} << kPageShift;
// Larger objects get pages of their own.
constexpr u64 kMaxSmall = 32 << 10;
constexpr u64 kSmallestNursery = 4 << 10;

enum class PageKind : u8 {
  Free,
  Taken, // allocated, and without a kind as yet
  Nursery,
  Small,     // slots of one size class
  Large,     // first page of a large object
  LargeTail, // its other pages
  Retired,   // of a former nursery: objects that were pinned when it was left
};

struct Page {
  PageKind kind = PageKind::Free;
  u8 sizeClass = 0;
  bool dirty = false; // Free: was used, so it is not zero
  bool unswept = false;
  u32 length = 0; // Free: pages of the run; LargeTail: distance to the first page
  u32 next = 0;   // Free, Small: link of a list
  u32 other = 0;  // Free: link back; Small: used slots; Large: its descriptor;
                  // Retired: objects that lie in it
};

// One bit for every 16 bytes of the region.
class Bitmap {
public:
  bool reserve(u64 regionSize);
  bool test(u64 offset) const { return (words_[offset >> 10] >> (offset >> 4 & 63)) & 1; }
  void set(u64 offset) { words_[offset >> 10] |= u64{1} << (offset >> 4 & 63); }
  void clear(u64 offset) { words_[offset >> 10] &= ~(u64{1} << (offset >> 4 & 63)); }
  // Sets the bit; was it clear?
  bool add(u64 offset) {
    u64& word = words_[offset >> 10];
    u64 bit = u64{1} << (offset >> 4 & 63);
    if (word & bit) return false;
    word |= bit;
    return true;
  }
  // The kWordsPerPage words of a page.
  u64* page(u64 index) { return words_ + index * kWordsPerPage; }
  void clearPage(u64 index) {
    for (u64 i = 0; i < kWordsPerPage; i++) page(index)[i] = 0;
  }
  bool isEmpty(u64 index) {
    for (u64 i = 0; i < kWordsPerPage; i++) {
      if (page(index)[i]) return false;
    }
    return true;
  }
  static constexpr u64 kWordsPerPage = kPageSize / 16 / 64;

private:
  u64* words_ = nullptr;
};

class Pages {
public:
  // Reserves the region. False if the system gives no address space.
  bool setup();

  bool contains(const void* address) const { return offset(address) < size_; }
  u64 offset(const void* address) const { return reinterpret_cast<u64>(address) - base_; }
  u64 indexOf(const void* address) const { return offset(address) >> kPageShift; }
  Page& operator[](u64 index) { return table_[index]; }
  char* address(u64 index) const { return reinterpret_cast<char*>(base_ + (index << kPageShift)); }

  // `count` adjacent pages, not zeroed, of kind Taken; 0 if there is no memory.
  u64 allocate(u64 count);
  void free(u64 index, u64 count);
  // Makes a run that was allocated zero; pages that never were used are.
  void zero(u64 index, u64 bytes);
  // Gives dirty free pages back to the system, until no more than `keep` bytes
  // of them remain or `most` bytes were given back.
  void releaseFree(u64 keep, u64 most);

  // Do the lists of free runs and the pages' kinds agree, and has no free page any
  // marks?
  bool isConsistent();

  // Pages that have been in use are below. Page 0 is never used.
  u64 limit() const { return limit_; }
  u64 dirtyFreeBytes() const { return dirtyFree_ << kPageShift; }

  Bitmap allocated;
  Bitmap marked;

private:
  static constexpr unsigned kBins = 32;
  bool grow(u64 count);
  void link(u64 index, u64 count);
  void unlink(u64 index);
  u64 find(u64 count);
  bool isFreeRun(u64 index);

  u64 base_ = 0;
  u64 size_ = 0;
  Page* table_ = nullptr;
  u64 limit_ = 1;
  u64 accessible_ = 0; // pages
  u64 dirtyFree_ = 0;  // pages
  u32 bins_[kBins] = {};
};

extern Pages pages;

inline bool isMarked(const void* object) { return pages.marked.test(pages.offset(object)); }

} // namespace tw::gc
