// Walks over the whole heap.
#include "gc/incminimark/verify.h"

#include "gc/incminimark/large.h"
#include "gc/incminimark/nursery.h"
#include "gc/incminimark/object.h"
#include "gc/incminimark/remembered.h"
#include "gc/incminimark/retired.h"
#include "gc/incminimark/small.h"

#include <stdio.h>

namespace tw::gc {

namespace {

void* holder; // the object that is being looked at
bool pointsToYoung;

__attribute__((noreturn)) void fail(const char* what, void* target) {
  char text[160];
  snprintf(text, sizeof text, "the heap is damaged: object %p of type %u: %s %p", holder,
           headerOf(holder)->tid, what, target);
  tw_fatal(text);
}

// Nothing to check outside the region: prebuilt objects.
bool isObject(void* target) {
  if (headerOf(target)->tid == 0 || headerOf(target)->tid >= tw_types_size) return false;
  switch (pages[pages.indexOf(target)].kind) {
  case PageKind::Small: return smallSpace.objectAt(reinterpret_cast<u64>(target)) == target;
  case PageKind::Large: return pages.offset(target) % kPageSize == 0;
  case PageKind::Retired: return retired.objectAt(reinterpret_cast<u64>(target)) == target;
  case PageKind::Nursery: return nursery.objectAt(reinterpret_cast<u64>(target)) == target;
  default: return false;
  }
}

void checkSlot(void** slot) {
  void* target = *slot;
  if (!target || !pages.contains(target)) return;
  if (!isObject(target)) fail("points to no object at", target);
  pointsToYoung |= nursery.contains(target);
}

void checkObject(void* object) {
  holder = object;
  pointsToYoung = false;
  const tw_type& type = typeOf(object);
  forEachSlot(object, type, checkSlot);
  if (type.flags & TW_TYPE_WEAKREF) {
    bool young = pointsToYoung;
    checkSlot(&static_cast<tw_weakref*>(object)->target);
    pointsToYoung = young;
  }
  u32 flags = headerOf(object)->flags;
  if (flags & (TW_GC_FORWARDED | TW_GC_PINNED)) fail("has flags of a collection", object);
  if (nursery.contains(object) || flags & TW_GC_CARDS) return;
  if (pointsToYoung && flags & TW_GC_REMEMBER) fail("is not remembered", object);
}

template <typename Visit> void forEachOld(Visit visit) {
  smallSpace.forEachObject([&](void* object) {
    if (!pages[pages.indexOf(object)].unswept || isMarked(object)) visit(object);
  });
  retired.forEachObject(visit);
}

void checkMarked(void** slot) {
  void* target = *slot;
  if (target && pages.contains(target) && !nursery.contains(target) && !isMarked(target))
    fail("is marked, but not what it points to", target);
}

} // namespace

void verifyHeap() {
  if (!pages.isConsistent()) tw_fatal("the heap is damaged: free pages");
  forEachOld(checkObject);
  largeSpace.forEachObject(checkObject);
  nursery.forEachResident(checkObject);
  for (void* object : remembered.prebuiltRoots()) checkObject(object);
}

void verifyMarks() {
  auto check = [](void* object) {
    holder = object;
    if (isMarked(object)) forEachSlot(object, typeOf(object), checkMarked);
  };
  smallSpace.forEachObject(check);
  retired.forEachObject(check);
  largeSpace.forEachObject(check);
  for (void* object : remembered.prebuiltRoots()) {
    holder = object;
    forEachSlot(object, typeOf(object), checkMarked);
  }
}

} // namespace tw::gc
