/* --gc=none: memory is taken from the system in large pieces and never given
   back. Fresh pages are zero, so a piece is used as it comes; the kernel backs
   only what is touched. */

#include "runtime/prelude.h"

#include <stdlib.h>
#include <sys/mman.h>

enum { PIECE = 32 << 20 };

struct tw_nursery tw_nursery;
static u64 mapped_bytes;

static void *map(u64 size) {
  void *memory =
      mmap(0, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED) return 0;
  mapped_bytes += size;
  return memory;
}

void tw_gc_setup(char *base) { tw_gc_attach_thread(base); }

TW_COLD void *tw_gc_malloc_slow(u64 header, u64 size) {
  char *object;
  if (size > PIECE / 8) {
    object = map((size + 4095) & ~(u64)4095);
  } else {
    object = map(PIECE);
    if (object) {
      tw_nursery.free = object + size;
      tw_nursery.top = object + PIECE;
    }
  }
  if (!object) {
    tw_raise_standard(TW_MEMORY_ERROR);
    return 0;
  }
  *(u64 *)object = header;
  return object;
}

TW_COLD void *tw_gc_malloc_var_slow(u64 header, u64 base, u64 item_size, u64 length_offset,
                                    i64 length) {
  u64 size;
  char *object;
  if (length < 0 || __builtin_mul_overflow(item_size, (u64)length, &size) ||
      size > ((u64)1 << 47)) {
    tw_raise_standard(TW_MEMORY_ERROR);
    return 0;
  }
  size = (base + size + 7) & ~(u64)7;
  if (size < 16) size = 16;
  object = tw_malloc_fixed(header, size);
  if (object) *(i64 *)(object + length_offset) = length;
  return object;
}

void *tw_gc_malloc_finalizer(u64 header, u64 size) { return tw_malloc_fixed(header, size); }

void *tw_gc_malloc_nonmoving(u64 header, u64 size) { return tw_malloc_fixed(header, size); }

void *tw_gc_malloc_var_nonmoving(u64 header, u64 base, u64 item_size, u64 length_offset,
                                 i64 length) {
  return tw_gc_malloc_var_slow(header, base, item_size, length_offset, length);
}

tw_bool tw_gc_shrink_array(void *array, Signed length) {
  *(Signed *)((char *)array + TW_TYPE(array)->length_offset) = length;
  return 1;
}

static tw_bool enabled = 1;
void tw_gc_collect(Signed generation) { (void)generation; }
Signed tw_gc_collect_step(void) { return 1 << 8; } /* done */
void tw_gc_enable(void) { enabled = 1; }
void tw_gc_disable(void) { enabled = 0; }
tw_bool tw_gc_is_enabled(void) { return enabled; }

void tw_gc_set_max_heap_size(Signed bytes) { (void)bytes; }
void tw_gc_add_memory_pressure(Signed size) { (void)size; }

/* Nothing dies, and no root need be known. */
void tw_gc_add_root_tracer(tw_gc_tracer tracer, void *data) {
  (void)tracer;
  (void)data;
}
void tw_gc_remove_root_tracer(tw_gc_tracer tracer, void *data) {
  (void)tracer;
  (void)data;
}

/* The stacks of the program's threads: the JIT looks there for what runs. All but the
   running thread's end at `top`. */
struct stack {
  char *base, *top;
  struct stack *next;
};
static struct stack *stacks;
static __thread struct stack *own_stack;

void tw_gc_attach_thread(char *base) {
  struct stack *stack = malloc(sizeof *stack);
  if (!stack) tw_fatal("out of memory for a thread");
  *stack = (struct stack){base, base, stacks};
  stacks = own_stack = stack;
}

void tw_gc_detach_thread(void) {
  struct stack **link = &stacks;
  while (*link && *link != own_stack) link = &(*link)->next;
  if (*link) *link = own_stack->next;
  free(own_stack);
  own_stack = 0;
}

void tw_gc_leave(void) {
  if (own_stack) own_stack->top = __builtin_frame_address(0);
}
void tw_gc_enter(void) {}

void tw_gc_for_each_stack_word(void (*visit)(u64 word, void *context), void *context) {
  struct stack *stack;
  char *word;
  if (own_stack) own_stack->top = __builtin_frame_address(0);
  for (stack = stacks; stack; stack = stack->next)
    for (word = stack->top; word < stack->base; word += sizeof(u64)) visit(*(u64 *)word, context);
}

void tw_gc_fq_register(void *queue, void *object) {
  (void)queue;
  (void)object;
}
void *tw_gc_fq_next_dead(void *queue) {
  (void)queue;
  return 0;
}
void tw_gc_ignore_finalizer(void *object) { (void)object; }

/* Machine code of the JIT has the barrier's test, which never succeeds here but for
   prebuilt objects. */
void tw_gc_remember(void *object) { ((tw_gc *)object)->flags &= ~(u32)TW_GC_REMEMBER; }
void tw_gc_remember_item(void *object, i64 index) {
  (void)index;
  tw_gc_remember(object);
}
void tw_gc_remember_items(void *object, i64 first, i64 count) {
  (void)first;
  (void)count;
  tw_gc_remember(object);
}

Signed tw_gc_get_stats(Signed which) {
  (void)which;
  return (Signed)(mapped_bytes - (u64)(tw_nursery.top - tw_nursery.free));
}
