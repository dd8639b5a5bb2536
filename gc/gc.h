/* Objects and their types, as generated code and the collector see them.

   Object      one header word (type id, flags), then the fields.
   Type id     byte offset of the type's record inside the blob tw_types.
   Record      struct tw_type, and behind it, for instance types, the class's
               vtable: so an object carries no vtable pointer of its own.
   Allocation  a bump of tw_nursery.free; the slow path is the collector's.

   The inline functions hand out memory that is undefined behind the header and
   the length: who calls them writes everything else before the next safe point.
   What the collector's functions hand out is zero there. They return null, with
   MemoryError set, when there is no memory.

   The header compiles as C11 and as C++; it includes nothing, because every
   generated C file parses it. */
#ifndef TW_GC_H
#define TW_GC_H

#ifdef __cplusplus
extern "C" {
#endif

typedef __INT64_TYPE__ Signed;
typedef __UINT64_TYPE__ Unsigned;
typedef __INT8_TYPE__ i8;
typedef __UINT8_TYPE__ u8;
typedef __INT16_TYPE__ i16;
typedef __UINT16_TYPE__ u16;
typedef __INT32_TYPE__ i32;
typedef __UINT32_TYPE__ u32;
typedef __INT64_TYPE__ i64;
typedef __UINT64_TYPE__ u64;
typedef __int128 i128;
typedef unsigned __int128 u128;
#ifdef __cplusplus
typedef bool tw_bool;
#else
typedef _Bool tw_bool;
#endif

#define TW_LIKELY(x) __builtin_expect(!!(x), 1)
#define TW_UNLIKELY(x) __builtin_expect(!!(x), 0)
#define TW_COLD __attribute__((cold, noinline))

/* The header. Statically initialised through `word`: type ids are link-time
   constants (addresses of absolute symbols), which C lets only a word hold. */
typedef union tw_gc {
  u64 word;
  struct {
    u32 tid;
    u32 flags;
  };
} tw_gc;

/* Header flags. */
enum {
  TW_GC_PREBUILT = 1u << 0,         /* part of the executable: never moved or freed */
  TW_GC_REMEMBER = 1u << 1,         /* storing a pointer must call the write barrier first */
  TW_GC_CARDS = 1u << 2,            /* a large array with a card table; may be prebuilt */
  TW_GC_ROOT = 1u << 3,             /* prebuilt, and in the list of those that were written */
  TW_GC_PINNED = 1u << 4,           /* during a minor collection: must not move */
  TW_GC_FORWARDED = 1u << 5,        /* copied: the new address is in the second word */
  TW_GC_HAS_HASH = 1u << 6,         /* a table knows its identity, which is not its address */
  TW_GC_USER_PINNED = 1u << 7,      /* rgc.pin */
  TW_GC_IGNORE_FINALIZER = 1u << 8, /* rgc.may_ignore_finalizer */
  TW_GC_STAYED = 1u << 9,           /* young, and did not move in an earlier minor collection */
  TW_GC_USER = 1u << 31,            /* rgc.toggle_gcflag_extra */
};
#define TW_PREBUILT_FLAGS ((u64)(TW_GC_PREBUILT | TW_GC_REMEMBER) << 32)

/* Kinds of types: flags of struct tw_type. */
enum {
  TW_TYPE_VARSIZE = 1u << 0,         /* ends with items */
  TW_TYPE_INSTANCE = 1u << 1,        /* the class's vtable follows the record */
  TW_TYPE_WEAKREF = 1u << 2,         /* the word behind the header is a weak pointer */
  TW_TYPE_FINALIZER = 1u << 3,       /* `finalizer` is called when it dies */
  TW_TYPE_POINTERS = 1u << 4,        /* the fixed part holds pointers to objects */
  TW_TYPE_ITEM_POINTERS = 1u << 5,   /* the items hold pointers to objects */
  TW_TYPE_LIGHT_FINALIZER = 1u << 6, /* `finalizer` neither allocates nor reads or
                                        writes pointers to objects */
};

struct tw_type {
  u32 flags;
  u32 size;          /* of the fixed part, header included. Items start there, but
                        strings, which end with a NUL, count that one here */
  u32 item_size;     /* 0 without items */
  u32 length_offset; /* of the i64 that counts the items */
  u32 pointers;      /* fixed part: index of its list in tw_gc_offsets */
  u32 item_pointers; /* one item: likewise */
  u32 index;         /* dense number of the type, for tables about types */
  u32 reserved;
  void (*finalizer)(void *object);
};

/* The blob of all records, in generated code. A type id is below its size. */
extern const char tw_types[];
/* Lists of pointer offsets, in bytes: a count, then the offsets. List 0 is
   empty. */
extern const u32 tw_gc_offsets[];
extern const u64 tw_types_size;

#define TW_TYPE(object) ((const struct tw_type *)(tw_types + ((const tw_gc *)(object))->tid))
#define TW_VTABLE(object)                                                                          \
  ((void *)(tw_types + ((const tw_gc *)(object))->tid + sizeof(struct tw_type)))

/* A type's id, from the absolute symbol that the linker resolves. */
#define TW_TID(symbol) ((u64)(symbol))

struct tw_nursery {
  char *free;
  char *top;
};
extern struct tw_nursery tw_nursery;

/* Arrays of more bytes than this always go through the slow path. */
#define TW_GC_LARGE ((u64)1 << 15)

void *tw_gc_malloc_slow(u64 header, u64 size);
void *tw_gc_malloc_var_slow(u64 header, u64 base, u64 item_size, u64 length_offset, i64 length);

/* `size` is a multiple of 8 and at least 16. */
static inline void *tw_malloc_fixed(u64 header, u64 size) {
  char *object = tw_nursery.free;
  u64 end = (u64)object + size;
  if (TW_UNLIKELY(end > (u64)tw_nursery.top)) return tw_gc_malloc_slow(header, size);
  if (!object) __builtin_unreachable(); /* so that testing the result costs nothing */
  tw_nursery.free = (char *)end;
  *(u64 *)object = header;
  return object;
}

/* Negative lengths count as too large. All but `length` are constants, so that
   one comparison decides for the fast path. With `clear` the items are zero. */
static inline __attribute__((always_inline)) void *
tw_bump_var(u64 header, u64 base, u64 item_size, u64 length_offset, i64 length, tw_bool clear) {
  u64 limit = item_size ? TW_GC_LARGE / item_size : TW_GC_LARGE;
  char *object = tw_nursery.free;
  u64 size, end;
  if (TW_UNLIKELY((u64)length > limit))
    return tw_gc_malloc_var_slow(header, base, item_size, length_offset, length);
  size = (base + item_size * (u64)length + 7) & ~(u64)7;
  if (size < 16) size = 16;
  end = (u64)object + size;
  if (TW_UNLIKELY(end > (u64)tw_nursery.top))
    return tw_gc_malloc_var_slow(header, base, item_size, length_offset, length);
  if (!object) __builtin_unreachable(); /* so that testing the result costs nothing */
  tw_nursery.free = (char *)end;
  *(u64 *)object = header;
  *(i64 *)(object + length_offset) = length;
  if (clear) {
    u64 *item = (u64 *)(object + (base & ~(u64)7));
    while ((u64)item < end) *item++ = 0;
  }
  return object;
}
static inline __attribute__((always_inline)) void *
tw_malloc_var(u64 header, u64 base, u64 item_size, u64 length_offset, i64 length) {
  return tw_bump_var(header, base, item_size, length_offset, length, 0);
}
static inline __attribute__((always_inline)) void *
tw_malloc_cleared(u64 header, u64 base, u64 item_size, u64 length_offset, i64 length) {
  return tw_bump_var(header, base, item_size, length_offset, length, 1);
}

/* Before a pointer to an object is stored into `object`, or into its item
   `index`. Without a collector there is nothing to remember. */
#ifdef TW_GC_NONE
#define TW_BARRIER(object) ((void)0)
#define TW_BARRIER_ITEM(object, index) ((void)0)
#define TW_BARRIER_ITEMS(object, first, count) ((void)0)
#else
void tw_gc_remember(void *object);
void tw_gc_remember_item(void *object, i64 index);
void tw_gc_remember_items(void *object, i64 first, i64 count);
#define TW_BARRIER(object)                                                                         \
  (TW_UNLIKELY(((tw_gc *)(object))->flags & TW_GC_REMEMBER) ? tw_gc_remember(object) : (void)0)
#define TW_BARRIER_ITEM(object, index)                                                             \
  (TW_UNLIKELY(((tw_gc *)(object))->flags & TW_GC_REMEMBER) ? tw_gc_remember_item(object, index)   \
                                                            : (void)0)
#define TW_BARRIER_ITEMS(object, first, count)                                                     \
  (TW_UNLIKELY(((tw_gc *)(object))->flags & TW_GC_REMEMBER)                                        \
       ? tw_gc_remember_items(object, first, count)                                                \
       : (void)0)
#endif

/* A weak reference: `target` becomes null when the object dies. */
struct tw_weakref {
  tw_gc gc;
  void *target;
};

/* How a run starts: once, before any allocation. The program's frames lie below
   `base` on the calling thread's stack. */
void tw_gc_setup(char *base);

/* An object of a type with TW_TYPE_FINALIZER. */
void *tw_gc_malloc_finalizer(u64 header, u64 size);

/* Objects that never move. */
void *tw_gc_malloc_nonmoving(u64 header, u64 size);
void *tw_gc_malloc_var_nonmoving(u64 header, u64 base, u64 item_size, u64 length_offset,
                                 i64 length);
/* Cuts the array in place and returns true, or returns false. */
tw_bool tw_gc_shrink_array(void *array, Signed length);

/* generation 0: minor collection; 1: and one step of the major one; more: full. */
void tw_gc_collect(Signed generation);
/* One step. The states before and after: before << 8 | after. */
Signed tw_gc_collect_step(void);
void tw_gc_set_max_heap_size(Signed bytes); /* 0: no limit */
void tw_gc_enable(void);
void tw_gc_disable(void);
tw_bool tw_gc_is_enabled(void);

Signed tw_gc_identityhash(void *object);
Signed tw_gc_id(void *object);
tw_bool tw_gc_can_move(void *object);
tw_bool tw_gc_pin(void *object);
void tw_gc_unpin(void *object);
tw_bool tw_gc_is_pinned(void *object);
void *tw_gc_move_out_of_nursery(void *object);
tw_bool tw_gc_flag_extra(void *object, tw_bool toggle);

/* Roots outside the heap and the stacks. The tracer calls `visit` with the
   address of each variable that holds an object (or null, or a pointer that is
   none of the collector's), and `visit` may update it. When `minor` is true it
   may leave out variables that have not changed since its last call. It must not
   allocate. Objects that only locals of C or C++ functions point to need no
   registration: the collector finds them on the machine stack. */
typedef void (*tw_gc_visit)(void **slot);
typedef void (*tw_gc_tracer)(void *data, tw_bool minor, tw_gc_visit visit);
void tw_gc_add_root_tracer(tw_gc_tracer tracer, void *data);
void tw_gc_remove_root_tracer(tw_gc_tracer tracer, void *data);
/* For an object that cannot move and stops being a root: a collection that is going on spares it.
   Who calls this may store the object, while it is a root, without a write barrier into objects
   that are not prebuilt. */
void tw_gc_survive_marking(void *object);

/* The words of all machine stacks, those of the calling function's callers included. */
void tw_gc_for_each_stack_word(void (*visit)(u64 word, void *context), void *context);

/* rgc.FinalizerQueue. `queue` is its function finalizer_trigger, without
   arguments, which is called at a safe point when the queue has got dead objects. */
void tw_gc_fq_register(void *queue, void *object);
void *tw_gc_fq_next_dead(void *queue);
void tw_gc_ignore_finalizer(void *object);

/* Threads. A thread that runs the program's code attaches itself first; one
   runs at a time. leave and enter surround what it does without the GIL: the
   registers at the time, and the frames above, stay roots. */
void tw_gc_attach_thread(char *base);
void tw_gc_detach_thread(void);
void tw_gc_leave(void);
void tw_gc_enter(void);

void tw_gc_add_memory_pressure(Signed size);
Signed tw_gc_get_stats(Signed which);

static inline void tw_gc_write_barrier(void *object) {
  (void)object;
  TW_BARRIER(object);
}
static inline Signed tw_gc_typeid(void *object) { return ((tw_gc *)object)->tid; }
static inline tw_bool tw_gc_is_rpy_instance(void *object) {
  return (TW_TYPE(object)->flags & TW_TYPE_INSTANCE) != 0;
}
/* The length of an array whose length follows the header. */
static inline Signed tw_gc_array_length(void *array) { return ((Signed *)array)[1]; }
/* Bytes of an object. */
static inline Signed tw_gc_memory_usage(void *object) {
  const struct tw_type *type = TW_TYPE(object);
  u64 size = type->size;
  if (type->flags & TW_TYPE_VARSIZE)
    size += type->item_size * *(u64 *)((char *)object + type->length_offset);
  return (Signed)((size + 7) & ~(u64)7);
}

#ifdef __cplusplus
}
#endif
#endif
