// The region and its page allocator.
#include "gc/incminimark/pages.h"

#include "gc/incminimark/options.h"
#include "gc/incminimark/poison.h"

#include <algorithm>
#include <string.h>
#include <sys/mman.h>

namespace tw::gc {

constinit Pages pages;

namespace {

constexpr u64 kLargestRegion = u64{1} << 40;
constexpr u64 kSmallestRegion = u64{64} << 20;
constexpr u64 kGrowth = 256; // pages made accessible at a time

void* reserve(u64 size, int protection) {
  void* memory =
      mmap(nullptr, size, protection, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  return memory == MAP_FAILED ? nullptr : memory;
}

unsigned binOf(u64 count) { return 63 - static_cast<unsigned>(__builtin_clzll(count)); }

} // namespace

bool Bitmap::reserve(u64 regionSize) {
  words_ = static_cast<u64*>(tw::gc::reserve(regionSize / 128, PROT_READ | PROT_WRITE));
  return words_ != nullptr;
}

// A limit of the address space (ulimit -v) leaves room for a smaller region.
bool Pages::setup() {
  for (size_ = kLargestRegion; size_ >= kSmallestRegion; size_ /= 2) {
    void* memory = reserve(size_ + kPageSize, PROT_NONE);
    if (!memory) continue;
    u64 start = reinterpret_cast<u64>(memory);
    base_ = (start + kPageSize - 1) & ~(kPageSize - 1);
    table_ =
        static_cast<Page*>(reserve((size_ >> kPageShift) * sizeof(Page), PROT_READ | PROT_WRITE));
    bool complete = table_ && allocated.reserve(size_) && marked.reserve(size_);
    if (complete) return true;
    munmap(memory, size_ + kPageSize);
    if (table_) munmap(table_, (size_ >> kPageShift) * sizeof(Page));
  }
  size_ = 0;
  return false;
}

void Pages::link(u64 index, u64 count) {
  Page& first = table_[index];
  unsigned bin = binOf(count);
  first.length = table_[index + count - 1].length = static_cast<u32>(count);
  first.other = 0;
  first.next = bins_[bin];
  if (first.next) table_[first.next].other = static_cast<u32>(index);
  bins_[bin] = static_cast<u32>(index);
}

void Pages::unlink(u64 index) {
  Page& first = table_[index];
  if (first.next) table_[first.next].other = first.other;
  if (first.other)
    table_[first.other].next = first.next;
  else
    bins_[binOf(first.length)] = first.next;
}

// First fit in the bin of that size, where runs may be too short; any run of
// the bins above.
u64 Pages::find(u64 count) {
  unsigned bin = binOf(count);
  for (u64 run = bins_[bin]; run; run = table_[run].next) {
    if (table_[run].length >= count) return run;
  }
  while (++bin < kBins) {
    if (bins_[bin]) return bins_[bin];
  }
  return 0;
}

// Opens the region for `count` more pages behind limit_.
bool Pages::grow(u64 count) {
  u64 end = limit_ + count;
  if (end > size_ >> kPageShift) return false;
  if (end <= accessible_) return true;
  u64 wanted = (end + kGrowth - 1) / kGrowth * kGrowth;
  if (wanted > size_ >> kPageShift) wanted = size_ >> kPageShift;
  u64 bytes = (wanted - accessible_) << kPageShift;
  if (mprotect(address(accessible_), bytes, PROT_READ | PROT_WRITE) != 0) return false;
  accessible_ = wanted;
  return true;
}

u64 Pages::allocate(u64 count) {
  u64 run = find(count);
  if (run) {
    u64 length = table_[run].length;
    unlink(run);
    if (length > count) link(run + count, length - count);
    for (u64 i = run; i < run + count; i++) dirtyFree_ -= table_[i].dirty;
  } else {
    if (!grow(count)) return 0;
    run = limit_;
    limit_ += count;
  }
  // Pages beside them that become free meanwhile must not be joined with these.
  for (u64 i = run; i < run + count; i++) table_[i].kind = PageKind::Taken;
  return run;
}

void Pages::free(u64 index, u64 count) {
  poison(address(index), count << kPageShift);
  for (u64 i = index; i < index + count; i++) table_[i] = {.kind = PageKind::Free, .dirty = true};
  dirtyFree_ += count;
  u64 end = index + count;
  if (end < limit_ && table_[end].kind == PageKind::Free) {
    unlink(end);
    end += table_[end].length;
  }
  if (index > 1 && table_[index - 1].kind == PageKind::Free) {
    index -= table_[index - 1].length;
    unlink(index);
  }
  link(index, end - index);
}

void Pages::zero(u64 index, u64 bytes) {
  unpoison(address(index), bytes);
  for (u64 done = 0; done < bytes; done += kPageSize, index++) {
    if (table_[index].dirty)
      memset(address(index), 0, bytes - done < kPageSize ? bytes - done : kPageSize);
    table_[index].dirty = false;
  }
}

// The highest bins first: long runs cost the fewest system calls.
void Pages::releaseFree(u64 keep, u64 most) {
  if (dirtyFreeBytes() <= keep) return;
  most = std::min(most, dirtyFreeBytes() - keep);
  u64 released = 0;
  for (unsigned bin = kBins; bin-- > 0;) {
    for (u64 run = bins_[bin]; run; run = table_[run].next) {
      u64 end = run + table_[run].length;
      for (u64 i = run; i < end;) {
        u64 start = i;
        while (i < end && table_[i].dirty && released + ((i - start) << kPageShift) < most) i++;
        if (i == start) {
          i++;
          continue;
        }
        if (madvise(address(start), (i - start) << kPageShift, MADV_DONTNEED) != 0) return;
        for (u64 page = start; page < i; page++) table_[page].dirty = false;
        dirtyFree_ -= i - start;
        released += (i - start) << kPageShift;
        if (released >= most) return;
      }
    }
  }
}

// Is it one as a whole, without marks?
bool Pages::isFreeRun(u64 index) {
  u64 end = index + table_[index].length;
  if (table_[end - 1].length != table_[index].length) return false;
  for (u64 i = index; i < end; i++) {
    if (table_[i].kind != PageKind::Free || !allocated.isEmpty(i) || !marked.isEmpty(i))
      return false;
  }
  return true;
}

bool Pages::isConsistent() {
  u64 free = 0, inRuns = 0;
  for (u64 i = 1; i < limit_; i++) free += table_[i].kind == PageKind::Free;
  for (unsigned bin = 0; bin < kBins; bin++) {
    u64 before = 0;
    for (u64 run = bins_[bin]; run; run = table_[run].next) {
      if (table_[run].other != before || binOf(table_[run].length) != bin || !isFreeRun(run))
        return false;
      inRuns += table_[run].length;
      before = run;
    }
  }
  return free == inRuns;
}

} // namespace tw::gc
