// Slots of size classes.
#include "gc/incminimark/small.h"

#include "gc/incminimark/poison.h"

namespace tw::gc {

constinit SmallSpace smallSpace;

namespace {

u64 slotsOfPage(unsigned sizeClass) { return kPageSize / kClasses.size[sizeClass]; }

u64 population(const u64* words) {
  u64 count = 0;
  for (u64 i = 0; i < Bitmap::kWordsPerPage; i++)
    count += static_cast<u64>(__builtin_popcountll(words[i]));
  return count;
}

} // namespace

u64 SmallSpace::bytes() const {
  u64 unused = 0;
  for (const Run& run : runs_) unused += static_cast<u64>(run.end - run.free);
  return bytes_ - unused;
}

void SmallSpace::discard(char* slot) {
  Page& page = pages[pages.indexOf(slot)];
  u64 size = kClasses.size[page.sizeClass];
  pages.allocated.clear(pages.offset(slot));
  pages.marked.clear(pages.offset(slot));
  poison(slot, size);
  bytes_ -= size;
  page.other--;
}

void* SmallSpace::objectAt(u64 address) {
  u64 index = pages.indexOf(reinterpret_cast<void*>(address));
  u64 size = kClasses.size[pages[index].sizeClass];
  char* start = pages.address(index);
  u64 number = (address - reinterpret_cast<u64>(start)) / size;
  char* slot = start + number * size;
  if (slot + size > start + kPageSize) return nullptr;
  return pages.allocated.test(pages.offset(slot)) ? slot : nullptr;
}

// ---- Allocation

bool SmallSpace::refill(unsigned sizeClass) {
  Run& run = runs_[sizeClass];
  for (;;) {
    if (run.page && nextRun(sizeClass)) return true;
    u32 page = takePage(sizeClass);
    if (!page) return false;
    run.page = page;
    run.free = run.end = pages.address(page);
  }
}

// The next free slots of the run's page, behind its end.
bool SmallSpace::nextRun(unsigned sizeClass) {
  Run& run = runs_[sizeClass];
  u64 size = kClasses.size[sizeClass];
  char* limit = pages.address(run.page) + slotsOfPage(sizeClass) * size;
  char* start = run.end;
  while (start < limit && pages.allocated.test(pages.offset(start))) start += size;
  char* end = start;
  while (end < limit && !pages.allocated.test(pages.offset(end))) end += size;
  if (start == end) {
    run = {.available = run.available, .unswept = run.unswept};
    return false;
  }
  unpoison(start, static_cast<u64>(end - start));
  run.free = start;
  run.end = end;
  bytes_ += static_cast<u64>(end - start);
  pages[run.page].other += static_cast<u32>((end - start) / static_cast<i64>(size));
  return true;
}

u32 SmallSpace::takePage(unsigned sizeClass) {
  Run& run = runs_[sizeClass];
  if (u32 page = run.available) {
    run.available = pages[page].next;
    return page;
  }
  while (u32 page = run.unswept) {
    run.unswept = pages[page].next;
    if (sweepPage(page) && pages[page].other < slotsOfPage(sizeClass)) return page;
  }
  return newPage(sizeClass);
}

u32 SmallSpace::newPage(unsigned sizeClass) {
  u32 index = static_cast<u32>(pages.allocate(1));
  if (!index) return 0;
  pages[index] = {.kind = PageKind::Small, .sizeClass = static_cast<u8>(sizeClass), .dirty = true};
  pages_++;
  return index;
}

// ---- Sweeping

bool SmallSpace::sweepPage(u32 index) {
  Page& page = pages[index];
  u64* allocated = pages.allocated.page(index);
  u64* marked = pages.marked.page(index);
  if (TW_UNLIKELY(options.poisons() || __asan_poison_memory_region)) poisonDead(index);
  u64 live = population(marked);
  bytes_ -= (page.other - live) * kClasses.size[page.sizeClass];
  page.other = static_cast<u32>(live);
  page.unswept = false;
  for (u64 i = 0; i < Bitmap::kWordsPerPage; i++) {
    allocated[i] = marked[i];
    marked[i] = 0;
  }
  if (live) return true;
  pages_--;
  pages.free(index, 1);
  return false;
}

void SmallSpace::poisonDead(u32 index) {
  u64 size = kClasses.size[pages[index].sizeClass];
  char* start = pages.address(index);
  for (char* slot = start; slot + size <= start + kPageSize; slot += size) {
    u64 offset = pages.offset(slot);
    if (pages.allocated.test(offset) && !pages.marked.test(offset)) poison(slot, size);
  }
}

// Slots that the run did not use are free again.
void SmallSpace::close(Run& run, unsigned sizeClass) {
  u64 unused = static_cast<u64>(run.end - run.free);
  if (run.page) pages[run.page].other -= static_cast<u32>(unused / kClasses.size[sizeClass]);
  bytes_ -= unused;
  if (unused) poison(run.free, unused);
  run = {};
}

void SmallSpace::startSweep() {
  for (unsigned sizeClass = 0; sizeClass < kSizeClasses; sizeClass++)
    close(runs_[sizeClass], sizeClass);
  for (u64 index = pages.limit(); index-- > 1;) {
    Page& page = pages[index];
    if (page.kind != PageKind::Small) continue;
    page.unswept = true;
    page.next = runs_[page.sizeClass].unswept;
    runs_[page.sizeClass].unswept = static_cast<u32>(index);
  }
  sweeping_ = 0;
}

bool SmallSpace::sweepStep(u64 count) {
  for (; sweeping_ < kSizeClasses; sweeping_++) {
    Run& run = runs_[sweeping_];
    while (u32 page = run.unswept) {
      if (count-- == 0) return true;
      run.unswept = pages[page].next;
      if (!sweepPage(page) || pages[page].other == slotsOfPage(sweeping_)) continue;
      pages[page].next = run.available;
      run.available = page;
    }
  }
  return false;
}

} // namespace tw::gc
