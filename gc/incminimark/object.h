// What type records say about an object: its size and where its pointers are.
#pragma once

#include "gc/gc.h"

namespace tw::gc {

inline tw_gc* headerOf(void* object) { return static_cast<tw_gc*>(object); }
inline const tw_type& typeOf(void* object) { return *TW_TYPE(object); }

inline u64 roundedSize(u64 size) {
  size = (size + 7) & ~u64{7};
  return size < 16 ? 16 : size;
}

inline i64& lengthOf(void* object, const tw_type& type) {
  return *reinterpret_cast<i64*>(static_cast<char*>(object) + type.length_offset);
}

inline u64 sizeOf(void* object, const tw_type& type) {
  u64 size = type.size;
  if (type.flags & TW_TYPE_VARSIZE)
    size += type.item_size * static_cast<u64>(lengthOf(object, type));
  return roundedSize(size);
}
inline u64 sizeOf(void* object) { return sizeOf(object, typeOf(object)); }

constexpr u32 kPointerFlags = TW_TYPE_POINTERS | TW_TYPE_ITEM_POINTERS;

// Does a collection have anything to do with the inside of such objects?
inline bool isTraced(const tw_type& type) {
  return (type.flags & (kPointerFlags | TW_TYPE_WEAKREF)) != 0;
}

// Strings count their final NUL in the size of the fixed part: their items
// start before its end, but hold no pointers.
inline char* itemsOf(void* object, const tw_type& type) {
  return static_cast<char*>(object) + type.size;
}

// visit(void** slot) for each pointer of the items first ... end - 1.
template <typename Visit>
inline void forEachItemSlot(void* object, const tw_type& type, u64 first, u64 end, Visit visit) {
  const u32* offsets = tw_gc_offsets + type.item_pointers;
  u32 count = *offsets++;
  char* item = itemsOf(object, type) + first * type.item_size;
  char* stop = itemsOf(object, type) + end * type.item_size;
  if (type.item_size == 8) {
    for (; item < stop; item += 8) visit(reinterpret_cast<void**>(item));
    return;
  }
  for (; item < stop; item += type.item_size) {
    for (u32 i = 0; i < count; i++) visit(reinterpret_cast<void**>(item + offsets[i]));
  }
}

template <typename Visit>
inline void forEachFixedSlot(void* object, const tw_type& type, Visit visit) {
  const u32* offsets = tw_gc_offsets + type.pointers;
  u32 count = *offsets++;
  for (u32 i = 0; i < count; i++)
    visit(reinterpret_cast<void**>(static_cast<char*>(object) + offsets[i]));
}

// Weak pointers are not among the slots.
template <typename Visit> inline void forEachSlot(void* object, const tw_type& type, Visit visit) {
  if (type.flags & TW_TYPE_WEAKREF) return;
  if (type.flags & TW_TYPE_POINTERS) forEachFixedSlot(object, type, visit);
  if (type.flags & TW_TYPE_ITEM_POINTERS)
    forEachItemSlot(object, type, 0, static_cast<u64>(lengthOf(object, type)), visit);
}

} // namespace tw::gc
