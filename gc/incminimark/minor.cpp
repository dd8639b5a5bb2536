// The minor collection.
//
// Roots: ambiguous words pin what they point into; the remembered set, set
// cards and registered roots are updated. An object that is reached moves to a
// slot of the old generation, unless it is pinned, and is scanned later, from
// `grey`. Objects that still point to a pinned, young object stay in the
// remembered set.
#include "gc/incminimark/minor.h"

#include "gc/incminimark/finalizers.h"
#include "gc/incminimark/identity.h"
#include "gc/incminimark/large.h"
#include "gc/incminimark/mark.h"
#include "gc/incminimark/nursery.h"
#include "gc/incminimark/object.h"
#include "gc/incminimark/remembered.h"
#include "gc/incminimark/roots.h"
#include "gc/incminimark/small.h"
#include "gc/incminimark/weakrefs.h"

#include <string.h>

namespace tw::gc {

namespace {

Buffer<void*> grey;
u64 survived;
bool sawYoung;      // a visited slot points to an object that stays young
u64 visitsOfStayed; // pointers to such objects that had stayed before

void copyWords(char* to, const char* from, u64 size) {
  if (size > 256) {
    memcpy(to, from, size);
    return;
  }
  u64* target = reinterpret_cast<u64*>(to);
  const u64* source = reinterpret_cast<const u64*>(from);
  for (u64 i = 0; i < size / 8; i++) {
    __asm__("" : "+r"(i)); // a call of memcpy costs more than these words
    target[i] = source[i];
  }
}

void pin(void* object) {
  tw_gc* header = headerOf(object);
  if (header->flags & TW_GC_PINNED) return;
  header->flags |= TW_GC_PINNED;
  nursery.addResident(object);
  grey.push(object);
}

// The object's place in the old generation.
char* destination(void* object, u64 size) {
  if (TW_UNLIKELY(headerOf(object)->flags & TW_GC_HAS_HASH))
    return static_cast<char*>(shadows.take(object));
  return smallSpace.allocate(size);
}

// Where a young object is after this collection.
void* evacuate(void* object) {
  tw_gc* header = headerOf(object);
  if (header->flags & TW_GC_FORWARDED) return static_cast<void**>(object)[1];
  if (TW_UNLIKELY(header->flags & (TW_GC_PINNED | TW_GC_USER_PINNED))) {
    visitsOfStayed += (header->flags & TW_GC_STAYED) != 0;
    pin(object);
    sawYoung = true;
    return object;
  }
  const tw_type& type = typeOf(object);
  u64 size = sizeOf(object, type);
  char* copy = destination(object, size);
  if (TW_UNLIKELY(!copy)) { // no memory: it stays
    pin(object);
    sawYoung = true;
    return object;
  }
  copyWords(copy, static_cast<char*>(object), size);
  if (TW_UNLIKELY(header->flags & TW_GC_HAS_HASH)) marker.rescan(copy);
  headerOf(copy)->flags = (header->flags & ~u32{TW_GC_HAS_HASH | TW_GC_STAYED}) | TW_GC_REMEMBER;
  survived += size;
  header->flags = TW_GC_FORWARDED;
  static_cast<void**>(object)[1] = copy;
  if (isTraced(type)) grey.push(copy);
  return copy;
}

void reachLarge(void* object) {
  if (!pages.contains(object) || pages[pages.indexOf(object)].kind != PageKind::Large) return;
  if (!largeSpace.makeOld(object)) return;
  survived += largeSpace.of(object).bytes;
  if (isTraced(typeOf(object))) grey.push(object);
}

inline void visit(void** slot) {
  void* object = *slot;
  if (nursery.contains(object))
    *slot = evacuate(object);
  else if (TW_UNLIKELY(largeSpace.hasYoung()))
    reachLarge(object);
}

void visitSlot(void** slot) { visit(slot); }

// The object, if it is old, points to no young ones but pinned ones afterwards.
void scan(void* object) {
  const tw_type& type = typeOf(object);
  if (TW_UNLIKELY(type.flags & TW_TYPE_WEAKREF)) weakrefs.reached(object);
  sawYoung = false;
  forEachSlot(object, type, [](void** slot) { visit(slot); });
  if (TW_UNLIKELY(sawYoung) && !nursery.contains(object)) remembered.add(object);
}

// The last that was reached comes first, so that an object and what it points to move to
// places near each other.
void drain() {
  while (!grey.empty()) scan(grey.pop());
}

// ---- Roots

void visitWord(u64 word) {
  void* address = reinterpret_cast<void*>(word);
  if (nursery.contains(address)) {
    if (void* object = nursery.objectAt(word)) pin(object);
  } else if (TW_UNLIKELY(largeSpace.hasYoung()) && pages.contains(address)) {
    PageKind kind = pages[pages.indexOf(address)].kind;
    if (kind != PageKind::Large && kind != PageKind::LargeTail) return;
    if (void* object = largeSpace.objectAt(word)) reachLarge(object);
  }
}

// An object that was marked before it was written: see Marker.
bool isBlack(void* object) {
  if (!marker.isActive()) return false;
  return headerOf(object)->flags & TW_GC_PREBUILT || isMarked(object);
}

void markSlot(void** slot) {
  if (!nursery.contains(*slot)) marker.mark(*slot);
}

void visitRemembered() {
  remembered.drain([](void* object) {
    scan(object);
    if (isBlack(object)) forEachSlot(object, typeOf(object), markSlot);
  });
  largeSpace.forEachCard(
      [](void* array) {
        const tw_type& type = typeOf(array);
        sawYoung = false;
        if (type.flags & TW_TYPE_POINTERS) forEachFixedSlot(array, type, visitSlot);
        bool young = sawYoung;
        if (isBlack(array) && type.flags & TW_TYPE_POINTERS)
          forEachFixedSlot(array, type, markSlot);
        return young;
      },
      [](void* array, const tw_type& type, u64 first, u64 end) {
        sawYoung = false;
        forEachItemSlot(array, type, first, end, visitSlot);
        bool young = sawYoung;
        if (isBlack(array)) forEachItemSlot(array, type, first, end, markSlot);
        return young;
      });
}

// ---- After tracing

bool isPinned(void* object) { return (headerOf(object)->flags & TW_GC_PINNED) != 0; }

// A young object's address from now on; null if it was not reached.
void* now(void* object) {
  if (!nursery.contains(object)) {
    if (!isYoung(object)) return object;
    return nullptr; // a large one that was not reached
  }
  const tw_gc* header = headerOf(object);
  if (header->flags & TW_GC_FORWARDED) return static_cast<void**>(object)[1];
  return isPinned(object) ? object : nullptr;
}

} // namespace

MinorResult collectMinor(char* top) {
  survived = visitsOfStayed = 0;
  nursery.close();
  roots.forEachStackWord(top, visitWord);
  roots.forEachSlot(true, visitSlot);
  visitRemembered();
  drain();
  finalizers.dragOut([](void* object) {
    visit(&object);
    return object;
  });
  drain();
  weakrefs.endMinor(now);
  finalizers.endMinor(now);
  shadows.endMinor(
      [](void* object) { return !nursery.contains(object) || (now(object) == object); });
  largeSpace.endMinor();
  nursery.reset(visitsOfStayed);
  return {survived};
}

} // namespace tw::gc
