// Large objects: each has pages of its own. They are born young without being
// in the nursery, and become old where they are.
//
// Arrays of pointers get cards when they become old: a byte for every kilobyte
// of items, set when an item in it is assigned, so that a minor collection
// looks at these items only. Prebuilt arrays get them when they are first
// written; they have a descriptor here, and no pages.
#pragma once

#include "gc/incminimark/buffer.h"
#include "gc/incminimark/object.h"
#include "gc/incminimark/pages.h"

namespace tw::gc {

struct LargeObject {
  char* address;
  u64 bytes; // rounded to the pages of the system
  u64 pages; // of ours; 0: prebuilt
  u8* cards; // or null
  u64 cardCount;
  u64 markedItems; // how far the marker has come
  bool young;
  bool listed; // in the list of arrays with cards that may be set
};

class LargeSpace {
public:
  // Zeroed and young, without header. Null if there is no memory.
  char* allocate(u64 size);
  LargeObject& of(const void* object) {
    if (TW_UNLIKELY(!pages.contains(object))) return objects_[indexOfPrebuilt(object)];
    return objects_[pages[pages.indexOf(object)].other];
  }
  // The object that contains the address, in a page of kind Large or LargeTail.
  void* objectAt(u64 address);

  // Ones that this collection has not reached yet.
  bool hasYoung() const { return youngCount_ != 0; }
  u64 youngBytes() const { return youngBytes_; }
  // A large object, reached by a minor collection, becomes old. False if it was.
  bool makeOld(void* object);
  // Frees the young ones that were not reached.
  void endMinor();

  // ---- Cards
  // Gives a prebuilt object cards, if it is an array that is large enough.
  bool adoptPrebuilt(void* object);
  void setCard(void* array, i64 index);
  void setCards(void* array, i64 first, i64 count);
  void setAllCards(void* array);
  // visit(array, type, first, end) for the items of set cards. If it returns true,
  // the card stays set. fixed(array) likewise for the fixed part.
  template <typename Fixed, typename Items> void forEachCard(Fixed fixed, Items visit);

  // ---- After marking
  void startSweep();
  // Frees or keeps up to `count` objects, and stops early after freeing many
  // bytes. False when none is left.
  bool sweepStep(u64 count);
  u64 unswept() const { return unswept_.size(); }

  // Cuts the object down to `size` bytes.
  void shrink(void* object, u64 size);
  u64 bytes() const { return bytes_; }
  // Those that live, as far as is known.
  template <typename Visit> void forEachObject(Visit visit) {
    for (u32 index : old_) visit(static_cast<void*>(objects_[index].address));
    for (u32 index : young_) visit(static_cast<void*>(objects_[index].address));
    for (u32 index : unswept_) {
      if (isMarked(objects_[index].address)) visit(static_cast<void*>(objects_[index].address));
    }
  }

private:
  static constexpr u64 kCardShift = 10;
  u32 newIndex();
  u32 indexOfPrebuilt(const void* array);
  void free(u32 index);
  void addCards(LargeObject& object);
  void list(LargeObject& object);

  Buffer<LargeObject> objects_;
  Buffer<u32> unusedIndices_;
  Buffer<u32> prebuilt_; // ascending by address
  Buffer<u32> young_;
  Buffer<u32> old_;
  Buffer<u32> unswept_;
  Buffer<void*> listed_;
  Buffer<void*> visited_; // what forEachCard works at
  u64 bytes_ = 0;
  u64 youngCount_ = 0;
  u64 youngBytes_ = 0;
};

extern LargeSpace largeSpace;

template <typename Fixed, typename Items> void LargeSpace::forEachCard(Fixed fixed, Items visit) {
  visited_.clear();
  visited_.swap(listed_);
  for (void* array : visited_) {
    LargeObject& object = of(array);
    const tw_type& type = typeOf(array);
    u64 length = static_cast<u64>(lengthOf(array, type));
    bool keep = fixed(array);
    object.listed = false;
    for (u64 card = 0; card < object.cardCount; card++) {
      if (!object.cards[card]) continue;
      u64 first = ((card << kCardShift) + type.item_size - 1) / type.item_size;
      u64 end = (((card + 1) << kCardShift) + type.item_size - 1) / type.item_size;
      if (end > length) end = length;
      object.cards[card] = first < end && visit(array, type, first, end);
      keep |= object.cards[card] != 0;
    }
    if (keep) list(object);
  }
}

} // namespace tw::gc
