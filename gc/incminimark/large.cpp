// Pages, cards and sweeping of large objects.
#include "gc/incminimark/large.h"

#include "gc/incminimark/poison.h"

#include <algorithm>
#include <stdlib.h>
#include <string.h>

namespace tw::gc {

constinit LargeSpace largeSpace;

namespace {

constexpr u64 kSweptBytes = 64 << 20; // given back in one step
constexpr u64 kSmallestWithCards = kMaxSmall;

u64 bytesOf(u64 size) { return (size + 4095) & ~u64{4095}; }
u64 pagesOf(u64 size) { return (size + kPageSize - 1) >> kPageShift; }

} // namespace

u32 LargeSpace::newIndex() {
  if (!unusedIndices_.empty()) return unusedIndices_.pop();
  objects_.push({});
  return static_cast<u32>(objects_.size() - 1);
}

char* LargeSpace::allocate(u64 size) {
  u64 count = pagesOf(size);
  u64 page = pages.allocate(count);
  if (!page) return nullptr;
  pages.zero(page, size);
  u32 index = newIndex();
  objects_[index] = {.address = pages.address(page),
                     .bytes = bytesOf(size),
                     .pages = count,
                     .cards = nullptr,
                     .cardCount = 0,
                     .markedItems = 0,
                     .young = true,
                     .listed = false};
  pages[page] = {.kind = PageKind::Large, .dirty = true, .other = index};
  for (u64 i = 1; i < count; i++)
    pages[page + i] = {.kind = PageKind::LargeTail, .dirty = true, .length = static_cast<u32>(i)};
  pages.allocated.set(pages.offset(objects_[index].address));
  young_.push(index);
  bytes_ += bytesOf(size);
  youngCount_++;
  youngBytes_ += bytesOf(size);
  return objects_[index].address;
}

void LargeSpace::free(u32 index) {
  LargeObject& object = objects_[index];
  u64 offset = pages.offset(object.address);
  pages.allocated.clear(offset);
  pages.marked.clear(offset);
  ::free(object.cards);
  bytes_ -= object.bytes;
  pages.free(pages.indexOf(object.address), object.pages);
  object = {};
  unusedIndices_.push(index);
}

void* LargeSpace::objectAt(u64 address) {
  u64 index = pages.indexOf(reinterpret_cast<void*>(address));
  if (pages[index].kind == PageKind::LargeTail) index -= pages[index].length;
  char* object = pages.address(index);
  return address - reinterpret_cast<u64>(object) < sizeOf(object) ? object : nullptr;
}

void LargeSpace::shrink(void* object, u64 size) {
  LargeObject& large = of(object);
  u64 kept = pagesOf(size);
  if (kept < large.pages) {
    pages.free(pages.indexOf(large.address) + kept, large.pages - kept);
    large.pages = kept;
  }
  u64 freed = large.bytes - bytesOf(size);
  bytes_ -= freed;
  if (large.young) youngBytes_ -= freed;
  large.bytes -= freed;
}

// ---- The young ones

bool LargeSpace::makeOld(void* object) {
  LargeObject& large = of(object);
  if (!large.young) return false;
  large.young = false;
  youngCount_--;
  headerOf(object)->flags |= TW_GC_REMEMBER;
  addCards(large);
  return true;
}

void LargeSpace::endMinor() {
  for (u32 index : young_) {
    if (objects_[index].young)
      free(index);
    else
      old_.push(index);
  }
  young_.clear();
  youngCount_ = 0;
  youngBytes_ = 0;
}

// ---- Cards

void LargeSpace::addCards(LargeObject& object) {
  const tw_type& type = typeOf(object.address);
  if (!(type.flags & TW_TYPE_ITEM_POINTERS)) return;
  u64 bytes = static_cast<u64>(lengthOf(object.address, type)) * type.item_size;
  if (bytes < kSmallestWithCards) return;
  u64 count = (bytes >> kCardShift) + 1;
  object.cards = static_cast<u8*>(calloc(count, 1));
  if (!object.cards) return; // the array is remembered as a whole then
  object.cardCount = count;
  headerOf(object.address)->flags |= TW_GC_CARDS;
}

u32 LargeSpace::indexOfPrebuilt(const void* array) {
  return *std::lower_bound(
      prebuilt_.begin(), prebuilt_.end(), array,
      [this](u32 index, const void* wanted) { return objects_[index].address < wanted; });
}

bool LargeSpace::adoptPrebuilt(void* object) {
  u32 index = newIndex();
  objects_[index] = {};
  objects_[index].address = static_cast<char*>(object);
  addCards(objects_[index]);
  if (!objects_[index].cards) {
    objects_[index] = {};
    unusedIndices_.push(index);
    return false;
  }
  prebuilt_.push(index);
  std::sort(prebuilt_.begin(), prebuilt_.end(),
            [this](u32 a, u32 b) { return objects_[a].address < objects_[b].address; });
  return true;
}

void LargeSpace::list(LargeObject& object) {
  if (object.listed) return;
  object.listed = true;
  listed_.push(object.address);
}

void LargeSpace::setCard(void* array, i64 index) {
  LargeObject& object = of(array);
  object.cards[static_cast<u64>(index) * typeOf(array).item_size >> kCardShift] = 1;
  list(object);
}

void LargeSpace::setCards(void* array, i64 first, i64 count) {
  if (count <= 0) return;
  LargeObject& object = of(array);
  u64 size = typeOf(array).item_size;
  u64 from = static_cast<u64>(first) * size >> kCardShift;
  u64 to = static_cast<u64>(first + count - 1) * size >> kCardShift;
  memset(object.cards + from, 1, to - from + 1);
  list(object);
}

void LargeSpace::setAllCards(void* array) {
  LargeObject& object = of(array);
  memset(object.cards, 1, object.cardCount);
  list(object);
}

// ---- Sweeping

void LargeSpace::startSweep() {
  unswept_.swap(old_);
  old_.clear();
  // Arrays that are going to be freed leave the list.
  u64 kept = 0;
  for (void* array : listed_) {
    if (!pages.contains(array) || isMarked(array)) listed_[kept++] = array;
  }
  listed_.truncate(kept);
}

bool LargeSpace::sweepStep(u64 count) {
  u64 before = bytes_;
  while (!unswept_.empty()) {
    if (count-- == 0 || before - bytes_ > kSweptBytes) return true;
    u32 index = unswept_.pop();
    u64 offset = pages.offset(objects_[index].address);
    if (pages.marked.test(offset)) {
      pages.marked.clear(offset);
      old_.push(index);
    } else {
      free(index);
    }
  }
  return false;
}

} // namespace tw::gc
