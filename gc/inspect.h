/* Looking at the heap from the program: rgc.get_rpy_roots, get_rpy_referents and
   dump_rpy_heap. Without a collector there is nothing to see. */
#ifndef TW_GC_INSPECT_H
#define TW_GC_INSPECT_H

#include "gc/gc.h"

#ifdef __cplusplus
extern "C" {
#endif

/* They store up to its length of objects into the array of pointers, and return how
   many there are. The roots are the objects that machine stacks and registered
   variables point to, and the prebuilt objects that were written. */
Signed tw_gc_list_roots(void *array);
Signed tw_gc_list_referents(void *object, void *array);

/* Writes all objects that are reachable to a file: for each its address, the number
   of its type, its size, the addresses of what it points to, and -1, as words. The
   roots come first; 0, 0, 0, -1 ends them. False on an error. */
tw_bool tw_gc_dump_heap(Signed fd);

#ifdef __cplusplus
}
#endif
#endif
