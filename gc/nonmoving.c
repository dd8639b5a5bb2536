/* Identity, pinning and inspection for the collectors that move nothing (none, boehm). */
#include "gc/gc.h"
#include "gc/inspect.h"

/* An address is an identity. Its low bits say nothing, so the hash brings others
   down to them. */
Signed tw_gc_identityhash(void *object) {
  Signed address = (Signed)object;
  return address ^ (address >> 4);
}
Signed tw_gc_id(void *object) { return (Signed)object; }
tw_bool tw_gc_can_move(void *object) {
  (void)object;
  return 0;
}
void tw_gc_survive_marking(void *object) { (void)object; }
tw_bool tw_gc_pin(void *object) {
  (void)object;
  return 0;
}
void tw_gc_unpin(void *object) { (void)object; }
tw_bool tw_gc_is_pinned(void *object) {
  (void)object;
  return 0;
}
void *tw_gc_move_out_of_nursery(void *object) { return object; }

tw_bool tw_gc_flag_extra(void *object, tw_bool toggle) {
  tw_gc *header = object;
  tw_bool old = (header->flags & TW_GC_USER) != 0;
  if (toggle) header->flags ^= TW_GC_USER;
  return old;
}

/* These collectors know neither the program's variables nor where objects lie: it cannot look at
   its heap. */
Signed tw_gc_list_roots(void *array) {
  (void)array;
  return 0;
}
Signed tw_gc_list_referents(void *object, void *array) {
  (void)object;
  (void)array;
  return 0;
}
tw_bool tw_gc_dump_heap(Signed fd) {
  (void)fd;
  return 0;
}
