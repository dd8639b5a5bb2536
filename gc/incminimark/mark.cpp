// The mark loop.
#include "gc/incminimark/mark.h"

#include "gc/incminimark/large.h"

#include <algorithm>

namespace tw::gc {

constinit Marker marker;

namespace {

constexpr u64 kPiece = 64 << 10; // bytes of a large array's items scanned at once

} // namespace

void Marker::stop() {
  active_ = false;
  stack_.release();
}

bool Marker::drain(u64 budget) {
  void* ahead[kAhead] = {};
  u64 position = 0, empty = 0, done = 0;
  while (done < budget) {
    void* next = nullptr;
    if (!stack_.empty()) {
      next = stack_.pop();
      __builtin_prefetch(next);
      empty = 0;
    } else if (++empty > kAhead) {
      return true;
    }
    void*& place = ahead[position++ % kAhead];
    void* object = place;
    place = next;
    if (object) done += scan(object);
  }
  for (void* object : ahead) {
    if (object) push(object);
  }
  return stack_.empty();
}

// Returns the bytes that were worked at.
u64 Marker::scan(void* object) {
  const tw_type& type = typeOf(object);
  u64 size = sizeOf(object, type);
  if (size > kMaxSmall && type.flags & TW_TYPE_ITEM_POINTERS) return scanPiece(object, type);
  forEachSlot(object, type, [this](void** slot) { mark(*slot); });
  return size;
}

// LargeObject::markedItems is 0 unless the array is on the stack again.
u64 Marker::scanPiece(void* array, const tw_type& type) {
  LargeObject& object = largeSpace.of(array);
  u64 length = static_cast<u64>(lengthOf(array, type));
  u64 first = object.markedItems;
  u64 end = std::min(length, first + kPiece / type.item_size);
  if (first == 0 && type.flags & TW_TYPE_POINTERS)
    forEachFixedSlot(array, type, [this](void** slot) { mark(*slot); });
  object.markedItems = end < length ? end : 0;
  if (end < length) push(array);
  forEachItemSlot(array, type, first, end, [this](void** slot) { mark(*slot); });
  return kPiece;
}

} // namespace tw::gc
