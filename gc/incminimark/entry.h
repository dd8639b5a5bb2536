// How the program enters the collector where its variables become roots.
//
// The functions of gc.h save the registers that calls preserve right below the
// caller's frame, and call these with the address of the lowest of them. So the
// scanned part of the stack begins there, and no word of the collector's own
// frames belongs to it: what these do not fill would keep alive what lay there.
#pragma once

#include "gc/gc.h"

extern "C" {
void* tw_gc_malloc_slow_from(u64 header, u64 size, char* top);
void* tw_gc_malloc_var_slow_from(u64 header, u64 base, u64 itemSize, u64 lengthOffset, i64 length,
                                 char* top);
void* tw_gc_malloc_nonmoving_from(u64 header, u64 size, char* top);
void* tw_gc_malloc_var_nonmoving_from(u64 header, u64 base, u64 itemSize, u64 lengthOffset,
                                      i64 length, char* top);
void tw_gc_collect_from(Signed generation, char* top);
Signed tw_gc_collect_step_from(char* top);
void tw_gc_add_memory_pressure_from(Signed size, char* top);
Signed tw_gc_list_roots_from(void* array, char* top);
tw_bool tw_gc_dump_heap_from(Signed fd, char* top);
void tw_gc_leave_from(char* top);
}
