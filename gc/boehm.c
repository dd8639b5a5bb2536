/* --gc=boehm: libgc, the conservative collector of Boehm, Demers and Weiser.

   Objects do not move. Those without pointers are not scanned. There is no inline
   allocation (tw_nursery stays empty) and no write barrier (generated code is
   compiled as for --gc=none). Finalizers run where the program allocates or asks
   for a collection, those first that no other dead object reaches; objects of a
   cycle with finalizers never die. */

#include "runtime/program.h"

#define GC_THREADS
#include "gc_mark.h"

#include <stdio.h>
#include <string.h>

struct tw_nursery tw_nursery;

/* ---- Weak references. The target is stored right behind the allocation, so the
   newest one is made known to libgc when the program comes here next. */

static struct tw_weakref *newest;

static void link_newest(void) {
  struct tw_weakref *weakref = newest;
  void *target;
  if (TW_LIKELY(!weakref)) return;
  newest = 0;
  target = weakref->target ? GC_base(weakref->target) : 0; /* prebuilt objects have none */
  if (target) GC_general_register_disappearing_link(&weakref->target, target);
}

/* ---- Registered roots lie in memory that libgc does not scan. */

enum { MOST_TRACERS = 64 };
static struct {
  tw_gc_tracer tracer;
  void *data;
} tracers[MOST_TRACERS];
static int tracer_count;
static GC_push_other_roots_proc push_others;

static void visit(void **slot) { GC_push_all_eager(slot, slot + 1); }

static void push_roots(void) {
  int i;
  for (i = 0; i < tracer_count; i++) tracers[i].tracer(tracers[i].data, 0, visit);
  if (push_others) push_others();
}

void tw_gc_add_root_tracer(tw_gc_tracer tracer, void *data) {
  if (tracer_count == MOST_TRACERS) tw_fatal("too many tracers of roots");
  tracers[tracer_count].tracer = tracer;
  tracers[tracer_count++].data = data;
}

void tw_gc_remove_root_tracer(tw_gc_tracer tracer, void *data) {
  int i;
  for (i = 0; i < tracer_count; i++) {
    if (tracers[i].tracer != tracer || tracers[i].data != data) continue;
    tracers[i] = tracers[--tracer_count];
    return;
  }
}

void tw_gc_setup(char *base) {
  (void)base; /* libgc finds it */
  GC_INIT();
  GC_allow_register_threads();
  GC_set_finalize_on_demand(1);
  push_others = GC_get_push_other_roots();
  GC_set_push_other_roots(push_roots);
}

/* ---- Finalizers and their queues */

static void report(void *object) {
  Signed type_length, error_length;
  const char *error = tw_class_name(tw_exc.type, &error_length);
  const char *type = tw_class_name(TW_VTABLE(object), &type_length);
  fflush(stdout);
  fprintf(stderr, "a finalizer of %.*s raised an exception %.*s ignoring it\n", (int)type_length,
          type, (int)error_length, error);
}

static void finalize(void *object, void *unused) {
  (void)unused;
  if (((tw_gc *)object)->flags & TW_GC_IGNORE_FINALIZER) return;
  TW_TYPE(object)->finalizer(object);
  if (tw_exc.type) report(object);
  tw_exc.type = tw_exc.value = 0;
}

struct dead {
  void *object;
  struct dead *next;
};
struct queue {
  void *tag;
  struct dead *first, *last;
  struct queue *next;
};
static struct queue *queues; /* all of it is memory that libgc scans */

static struct queue *queue_of(void *tag) {
  struct queue *queue = queues;
  while (queue && queue->tag != tag) queue = queue->next;
  if (queue) return queue;
  queue = GC_MALLOC(sizeof *queue);
  if (!queue) tw_fatal("out of memory for a finalizer queue");
  queue->tag = tag;
  queue->next = queues;
  return queues = queue;
}

static void enqueue(void *object, void *tag) {
  struct queue *queue = queue_of(tag);
  struct dead *dead;
  if (((tw_gc *)object)->flags & TW_GC_IGNORE_FINALIZER) return;
  dead = GC_MALLOC(sizeof *dead);
  if (!dead) tw_fatal("out of memory for a finalizer queue");
  dead->object = object;
  if (queue->last)
    queue->last->next = dead;
  else
    queue->first = dead;
  queue->last = dead;
  ((void (*)(void))tag)();
  tw_exc.type = tw_exc.value = 0;
}

void tw_gc_fq_register(void *queue, void *object) {
  GC_register_finalizer(object, enqueue, queue, 0, 0);
}

void *tw_gc_fq_next_dead(void *tag) {
  struct queue *queue = queue_of(tag);
  struct dead *dead = queue->first;
  if (!dead) return 0;
  queue->first = dead->next;
  if (!queue->first) queue->last = 0;
  return dead->object;
}

void tw_gc_ignore_finalizer(void *object) { ((tw_gc *)object)->flags |= TW_GC_IGNORE_FINALIZER; }

static void run_finalizers(void) {
  struct tw_exception saved = tw_exc;
  if (TW_LIKELY(!GC_should_invoke_finalizers())) return;
  tw_exc.type = tw_exc.value = 0;
  GC_invoke_finalizers();
  tw_exc = saved;
}

/* ---- Allocation */

static void *allocate(u64 header, u64 size) {
  const struct tw_type *type = (const struct tw_type *)(tw_types + (u32)header);
  u64 *object;
  link_newest();
  run_finalizers();
  if (type->flags & (TW_TYPE_POINTERS | TW_TYPE_ITEM_POINTERS)) {
    object = GC_MALLOC(size);
  } else {
    object = GC_MALLOC_ATOMIC(size);
    if (object) memset(object, 0, size);
  }
  if (!object) {
    tw_raise_standard(TW_MEMORY_ERROR);
    return 0;
  }
  *object = header;
  if (type->flags & TW_TYPE_WEAKREF) newest = (struct tw_weakref *)object;
  return object;
}

void *tw_gc_malloc_slow(u64 header, u64 size) { return allocate(header, size); }

void *tw_gc_malloc_var_slow(u64 header, u64 base, u64 item_size, u64 length_offset, i64 length) {
  u64 size;
  char *object;
  if (length < 0 || __builtin_mul_overflow(item_size, (u64)length, &size) ||
      size > ((u64)1 << 46)) {
    tw_raise_standard(TW_MEMORY_ERROR);
    return 0;
  }
  size = (base + size + 7) & ~(u64)7;
  object = allocate(header, size < 16 ? 16 : size);
  if (object) *(i64 *)(object + length_offset) = length;
  return object;
}

void *tw_gc_malloc_finalizer(u64 header, u64 size) {
  void *object = allocate(header, size);
  if (object) GC_register_finalizer(object, finalize, 0, 0, 0);
  return object;
}

void *tw_gc_malloc_nonmoving(u64 header, u64 size) { return allocate(header, size); }

void *tw_gc_malloc_var_nonmoving(u64 header, u64 base, u64 item_size, u64 length_offset,
                                 i64 length) {
  return tw_gc_malloc_var_slow(header, base, item_size, length_offset, length);
}

tw_bool tw_gc_shrink_array(void *array, Signed length) {
  const struct tw_type *type = TW_TYPE(array);
  *(Signed *)((char *)array + type->length_offset) = length;
  if (type->size > type->length_offset + sizeof(i64)) /* a string ends with a NUL */
    memset((char *)array + type->size + type->item_size * (u64)length - type->item_size, 0,
           type->item_size);
  return 1;
}

/* ---- Collections */

void tw_gc_collect(Signed generation) {
  link_newest();
  if (generation > 0) GC_gcollect();
  run_finalizers();
}

Signed tw_gc_collect_step(void) {
  tw_gc_collect(9);
  return 1 << 8; /* done */
}

void tw_gc_enable(void) {
  if (GC_is_disabled()) GC_enable();
}
void tw_gc_disable(void) {
  if (!GC_is_disabled()) GC_disable();
}
tw_bool tw_gc_is_enabled(void) { return !GC_is_disabled(); }

void tw_gc_set_max_heap_size(Signed bytes) { GC_set_max_heap_size(bytes > 0 ? (u64)bytes : 0); }
void tw_gc_add_memory_pressure(Signed size) { (void)size; }

Signed tw_gc_get_stats(Signed which) {
  switch (which) {
  case 0: return (Signed)(GC_get_heap_size() - GC_get_free_bytes());
  case 1: return (Signed)GC_get_heap_size();
  default: return 0;
  }
}

/* ---- Threads: libgc stops them and scans their stacks, whoever holds the GIL. */

void tw_gc_attach_thread(char *base) {
  struct GC_stack_base stack;
  (void)base;
  GC_get_stack_base(&stack);
  GC_register_my_thread(&stack);
}
void tw_gc_detach_thread(void) { GC_unregister_my_thread(); }
void tw_gc_leave(void) {}
void tw_gc_enter(void) {}
