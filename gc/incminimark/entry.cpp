// Saving the registers of whoever calls the collector.
#include "gc/incminimark/entry.h"

#include "gc/inspect.h"

#ifdef __x86_64__

// The function `target` gets `top` behind its other arguments.
__asm__(R"(
    .macro enter name, target, top
    .globl \name
    .hidden \name
    .type \name, @function
\name:
    push %rbp
    push %rbx
    push %r12
    push %r13
    push %r14
    push %r15
    mov %rsp, %\top
    sub $8, %rsp
    call \target
    add $8, %rsp
    pop %r15
    pop %r14
    pop %r13
    pop %r12
    pop %rbx
    pop %rbp
    ret
    .size \name, . - \name
    .endm

    .text
    enter tw_gc_malloc_slow, tw_gc_malloc_slow_from, rdx
    enter tw_gc_malloc_var_slow, tw_gc_malloc_var_slow_from, r9
    enter tw_gc_malloc_nonmoving, tw_gc_malloc_nonmoving_from, rdx
    enter tw_gc_malloc_var_nonmoving, tw_gc_malloc_var_nonmoving_from, r9
    enter tw_gc_collect, tw_gc_collect_from, rsi
    enter tw_gc_collect_step, tw_gc_collect_step_from, rdi
    enter tw_gc_add_memory_pressure, tw_gc_add_memory_pressure_from, rsi
    enter tw_gc_list_roots, tw_gc_list_roots_from, rsi
    enter tw_gc_dump_heap, tw_gc_dump_heap_from, rsi
    enter tw_gc_leave, tw_gc_leave_from, rdi
)");

#else

// Calls target(arguments..., top) with the registers saved in this frame, above `top`.
template <typename Target, typename... Arguments>
__attribute__((noinline)) static auto enter(Target target, Arguments... arguments) {
  __builtin_unwind_init();
  void* volatile frame[1];
  return target(arguments..., reinterpret_cast<char*>(const_cast<void**>(frame)));
}

extern "C" {
void* tw_gc_malloc_slow(u64 header, u64 size) {
  return enter(tw_gc_malloc_slow_from, header, size);
}
void* tw_gc_malloc_var_slow(u64 header, u64 base, u64 itemSize, u64 lengthOffset, i64 length) {
  return enter(tw_gc_malloc_var_slow_from, header, base, itemSize, lengthOffset, length);
}
void* tw_gc_malloc_nonmoving(u64 header, u64 size) {
  return enter(tw_gc_malloc_nonmoving_from, header, size);
}
void* tw_gc_malloc_var_nonmoving(u64 header, u64 base, u64 itemSize, u64 lengthOffset, i64 length) {
  return enter(tw_gc_malloc_var_nonmoving_from, header, base, itemSize, lengthOffset, length);
}
void tw_gc_collect(Signed generation) { enter(tw_gc_collect_from, generation); }
Signed tw_gc_collect_step(void) { return enter(tw_gc_collect_step_from); }
void tw_gc_add_memory_pressure(Signed size) { enter(tw_gc_add_memory_pressure_from, size); }
Signed tw_gc_list_roots(void* array) { return enter(tw_gc_list_roots_from, array); }
tw_bool tw_gc_dump_heap(Signed fd) { return enter(tw_gc_dump_heap_from, fd); }
void tw_gc_leave(void) { enter(tw_gc_leave_from); }
}

#endif
