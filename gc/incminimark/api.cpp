// The functions of gc.h and inspect.h: allocation, barriers, and what programs ask for.
#include "gc/incminimark/collector.h"
#include "gc/incminimark/entry.h"
#include "gc/incminimark/finalizers.h"
#include "gc/incminimark/identity.h"
#include "gc/incminimark/inspect.h"
#include "gc/incminimark/large.h"
#include "gc/incminimark/mark.h"
#include "gc/incminimark/nursery.h"
#include "gc/incminimark/object.h"
#include "gc/incminimark/options.h"
#include "gc/incminimark/remembered.h"
#include "gc/incminimark/retired.h"
#include "gc/incminimark/roots.h"
#include "gc/incminimark/small.h"
#include "gc/inspect.h"
#include "runtime/prelude.h"

#include <string.h>

using namespace tw::gc;

namespace {

constexpr u64 kLargestObject = u64{1} << 46;

u64 stressCount; // allocations since the last collection, in stress mode

bool isStressed() {
  if (TW_LIKELY(options.stress == 0)) return false;
  if (++stressCount < options.size(&Options::stress)) return false;
  stressCount = 0;
  return true;
}

// Overwrites what a collection has left below: the frames that come to lie there
// do not fill all of their words, and what they do not fill would keep objects
// alive.
__attribute__((noinline)) void clearStack() {
  char garbage[4 << 10];
  memset(garbage, 0, sizeof garbage);
  __asm__ volatile("" : : "r"(garbage) : "memory");
}

// What follows a collection, where the program may run.
void afterCollection() {
  finalizers.run();
  clearStack();
}

void* noMemory() {
  tw_raise_standard(TW_MEMORY_ERROR);
  return nullptr;
}

// Old objects that are written before anything else happens, without barrier.
void* born(char* object, u64 header) {
  if (!object) return noMemory();
  *reinterpret_cast<u64*>(object) = header;
  remembered.add(object);
  return object;
}

char* zeroedSlot(u64 size) {
  char* slot = smallSpace.allocate(size);
  if (slot) memset(slot, 0, size);
  return slot;
}

void* allocateLarge(u64 header, u64 size, char* top) {
  bool hasRoom = collector.reserveLarge(size, top);
  afterCollection();
  if (!hasRoom) return noMemory();
  char* object = largeSpace.allocate(size);
  if (!object) return noMemory();
  *reinterpret_cast<u64*>(object) = header;
  return object;
}

// `top` is below all that the caller saved.
void* allocateFrom(u64 header, u64 size, char* top) {
  if (size > nursery.largestObject() && size > kMaxSmall) return allocateLarge(header, size, top);
  bool fits = size <= nursery.largestObject();
  char* object = fits && !isStressed() ? nursery.allocate(size) : nullptr;
  if (!object) {
    bool hasRoom = collector.collectForAllocation(top);
    afterCollection();
    if (!hasRoom) return noMemory();
    object = fits ? nursery.allocate(size) : nullptr;
  }
  if (TW_UNLIKELY(!object)) return born(zeroedSlot(size), header);
  *reinterpret_cast<u64*>(object) = header;
  return object;
}

// The size of an array; 0 if there is no such size.
u64 arraySize(u64 base, u64 itemSize, i64 length) {
  u64 items;
  if (length < 0 || __builtin_mul_overflow(itemSize, static_cast<u64>(length), &items)) return 0;
  return items > kLargestObject ? 0 : roundedSize(base + items);
}

} // namespace

extern "C" {

void tw_gc_setup(char* base) {
  collector.setup();
  roots.attachThread(base);
}

void* tw_gc_malloc_slow_from(u64 header, u64 size, char* top) {
  return allocateFrom(header, size, top);
}

void* tw_gc_malloc_var_slow_from(u64 header, u64 base, u64 itemSize, u64 lengthOffset, i64 length,
                                 char* top) {
  u64 size = arraySize(base, itemSize, length);
  if (!size) return noMemory();
  char* object = static_cast<char*>(allocateFrom(header, size, top));
  if (object) *reinterpret_cast<i64*>(object + lengthOffset) = length;
  return object;
}

void* tw_gc_malloc_finalizer(u64 header, u64 size) {
  void* object = tw_malloc_fixed(header, size);
  if (object) finalizers.registerObject(object);
  return object;
}

void* tw_gc_malloc_nonmoving_from(u64 header, u64 size, char* top) {
  return size > kMaxSmall ? allocateLarge(header, size, top) : born(zeroedSlot(size), header);
}

void* tw_gc_malloc_var_nonmoving_from(u64 header, u64 base, u64 itemSize, u64 lengthOffset,
                                      i64 length, char* top) {
  u64 size = arraySize(base, itemSize, length);
  if (!size) return noMemory();
  char* object = static_cast<char*>(tw_gc_malloc_nonmoving_from(header, size, top));
  if (object) *reinterpret_cast<i64*>(object + lengthOffset) = length;
  return object;
}

// Writes the NUL behind a string, which its type's size counts.
static void endString(void* array, const tw_type& type, i64 length) {
  if (type.size == type.length_offset + sizeof(i64)) return;
  u64 end = type.size + type.item_size * static_cast<u64>(length);
  memset(static_cast<char*>(array) + end - type.item_size, 0, type.item_size);
}

// The cut items hold no pointers.
tw_bool tw_gc_shrink_array(void* array, Signed length) {
  const tw_type& type = typeOf(array);
  u64 before = sizeOf(array, type);
  lengthOf(array, type) = length;
  u64 after = sizeOf(array, type);
  endString(array, type, length);
  if (nursery.contains(array)) {
    if (after < before) nursery.cutTail(static_cast<char*>(array) + after, before - after);
  } else if (pages.contains(array)) {
    PageKind kind = pages[pages.indexOf(array)].kind;
    if (kind == PageKind::Large) largeSpace.shrink(array, after);
    if (kind == PageKind::Retired) retired.shrink(array, before, after);
  }
  return true;
}

// ---- Barriers

// Prebuilt arrays get their cards when they are first written.
static bool hasCards(void* object) {
  u32 flags = headerOf(object)->flags;
  if (flags & TW_GC_CARDS) return true;
  if ((flags & (TW_GC_PREBUILT | TW_GC_ROOT)) != TW_GC_PREBUILT) return false;
  if (!largeSpace.adoptPrebuilt(object)) return false;
  remembered.addPrebuilt(object);
  return true;
}

TW_COLD void tw_gc_remember(void* object) {
  if (hasCards(object))
    largeSpace.setAllCards(object);
  else
    remembered.add(object);
}

TW_COLD void tw_gc_remember_item(void* object, i64 index) {
  if (hasCards(object))
    largeSpace.setCard(object, index);
  else
    remembered.add(object);
}

TW_COLD void tw_gc_remember_items(void* object, i64 first, i64 count) {
  if (hasCards(object))
    largeSpace.setCards(object, first, count);
  else
    remembered.add(object);
}

// ---- Collections

void tw_gc_collect_from(Signed generation, char* top) {
  collector.collect(generation, top);
  afterCollection();
}

Signed tw_gc_collect_step_from(char* top) {
  Signed states = collector.collectStep(top);
  afterCollection();
  return states;
}

void tw_gc_enable(void) { collector.enable(true); }
void tw_gc_disable(void) { collector.enable(false); }
tw_bool tw_gc_is_enabled(void) { return collector.isEnabled(); }
void tw_gc_set_max_heap_size(Signed size) {
  collector.setMax(size > 0 ? static_cast<u64>(size) : 0);
}

void tw_gc_add_memory_pressure_from(Signed size, char* top) {
  if (size <= 0) return;
  collector.addPressure(static_cast<u64>(size), top);
  afterCollection();
}

Signed tw_gc_get_stats(Signed which) { return collector.statistic(which); }

// ---- Inspection. After a minor collection there are no addresses to come loose.

Signed tw_gc_list_roots_from(void* array, char* top) {
  collector.collect(0, top);
  return listRoots(array, top);
}
Signed tw_gc_list_referents(void* object, void* array) { return listReferents(object, array); }
tw_bool tw_gc_dump_heap_from(Signed fd, char* top) {
  collector.collect(0, top);
  return dumpHeap(static_cast<int>(fd), top);
}

// ---- Identity

Signed tw_gc_id(void* object) { return reinterpret_cast<Signed>(shadows.identityOf(object)); }

// Addresses are multiples of 8: the hash brings other bits down.
Signed tw_gc_identityhash(void* object) {
  Signed address = tw_gc_id(object);
  return address ^ (address >> 4);
}

tw_bool tw_gc_can_move(void* object) { return nursery.contains(object); }

// A young large object becomes old: the next minor collection would not find who has it.
void tw_gc_survive_marking(void* object) {
  if (isYoung(object) && !nursery.contains(object) && largeSpace.makeOld(object))
    tw_gc_remember(object);
  if (marker.isActive()) marker.mark(object);
}

void* tw_gc_move_out_of_nursery(void* object) {
  void* copy = shadows.copyOf(object);
  return copy ? copy : object;
}

// ---- Pinning. Objects outside the nursery do not move anyway.

static u64 pinnedCount;

tw_bool tw_gc_pin(void* object) {
  tw_gc* header = headerOf(object);
  if (!nursery.contains(object) || header->flags & TW_GC_USER_PINNED) return false;
  if (pinnedCount >= options.size(&Options::maxPinned)) return false;
  header->flags |= TW_GC_USER_PINNED;
  pinnedCount++;
  return true;
}

void tw_gc_unpin(void* object) {
  headerOf(object)->flags &= ~u32{TW_GC_USER_PINNED};
  pinnedCount--;
}

tw_bool tw_gc_is_pinned(void* object) { return (headerOf(object)->flags & TW_GC_USER_PINNED) != 0; }

tw_bool tw_gc_flag_extra(void* object, tw_bool toggle) {
  tw_gc* header = headerOf(object);
  bool old = (header->flags & TW_GC_USER) != 0;
  if (toggle) header->flags ^= TW_GC_USER;
  return old;
}

// ---- Roots, threads, finalizer queues

void tw_gc_add_root_tracer(tw_gc_tracer tracer, void* data) { roots.addTracer(tracer, data); }
void tw_gc_remove_root_tracer(tw_gc_tracer tracer, void* data) { roots.removeTracer(tracer, data); }

void tw_gc_for_each_stack_word(void (*visit)(u64 word, void* context), void* context) {
  roots.forEachStackWord(static_cast<char*>(__builtin_frame_address(0)),
                         [=](u64 word) { visit(word, context); });
}

void tw_gc_attach_thread(char* base) { roots.attachThread(base); }
void tw_gc_detach_thread(void) { roots.detachThread(); }
void tw_gc_leave_from(char* top) { roots.leave(top); }
void tw_gc_enter(void) { roots.enter(); }

void tw_gc_fq_register(void* queue, void* object) { finalizers.registerQueued(queue, object); }
void* tw_gc_fq_next_dead(void* queue) { return finalizers.nextDead(queue); }
void tw_gc_ignore_finalizer(void* object) { headerOf(object)->flags |= TW_GC_IGNORE_FINALIZER; }

} // extern "C"
