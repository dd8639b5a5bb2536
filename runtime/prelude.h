/* The prelude of generated C: what every generated file includes, and all that
   it includes. It declares the part of the runtime that generated code calls,
   and includes no system header, for the C compiler's time is what a
   translation waits for. The C templates of translator/lltype/llops.def use
   the names below. */
#ifndef TW_PRELUDE_H
#define TW_PRELUDE_H

#include "gc/gc.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Exceptions. A function that raises sets the pair and returns anything;
   whoever calls what can raise tests `type`. The type is a class's vtable. */
struct tw_exception {
  void *type;
  void *value;
};
extern struct tw_exception tw_exc;

#define TW_RAISED() TW_UNLIKELY(tw_exc.type != 0)

/* Exceptions that operations and the runtime raise by themselves. The order is
   that of the table in generated code. */
enum tw_standard {
  TW_MEMORY_ERROR,
  TW_OVERFLOW_ERROR,
  TW_ZERO_DIVISION_ERROR,
  TW_STACK_OVERFLOW,
  TW_STANDARD_COUNT
};
void tw_raise_standard(enum tw_standard which);

/* Places for the traceback, noted on the cold paths. A raise starts a
   traceback, each function it leaves adds its place; catching notes a place
   too, so that a re-raise can be joined to its origin. */
struct tw_place {
  const char *file;
  const char *function;
  i32 line;
};
void tw_traceback_start(const struct tw_place *place);
void tw_traceback_add(const struct tw_place *place);
void tw_traceback_catch(const struct tw_place *place, void *type);
void tw_traceback_reraise(const struct tw_place *place, void *type);
void tw_traceback_print(void);
void tw_debug_start_traceback(void *type);
void tw_debug_reraise_traceback(void *type);
void tw_debug_print_traceback(void);
void tw_fatal_exception(void) __attribute__((noreturn));
void tw_fatal(const char *message) __attribute__((noreturn));

/* Ranges of class numbers decide subclass tests; a vtable starts with its own. */
struct tw_vtable_head {
  Signed min;
  Signed max;
};
static inline tw_bool tw_is_subclass(void *type, void *of) {
  return (Unsigned)(((struct tw_vtable_head *)type)->min - ((struct tw_vtable_head *)of)->min) <
         (Unsigned)(((struct tw_vtable_head *)of)->max - ((struct tw_vtable_head *)of)->min);
}

/* ---- The machine stack of the running thread. `end` is its highest known address;
   below `limit`, `length` bytes further down, StackOverflow is raised. The limit is 0
   while the program asked for none. */
struct tw_stack {
  char *end;
  Signed length;
  char *limit;
};
extern struct tw_stack tw_stack;
extern Signed tw_max_stack_size; /* what `length` is before the program changes it */
static inline __attribute__((always_inline)) tw_bool tw_stack_is_low(void) {
#ifdef __x86_64__
  tw_bool low; /* the address of a local would cost the function a frame */
  __asm__("cmpq %%rsp, %1" : "=@cca"(low) : "m"(tw_stack.limit));
  return TW_UNLIKELY(low);
#else
  return TW_UNLIKELY((char *)__builtin_frame_address(0) < tw_stack.limit);
#endif
}
/* Raises StackOverflow; a traceback that starts at `place`. Returns 0. */
Signed tw_stack_overflow(const struct tw_place *place);
/* The same as a test, for code that is not generated: raises and returns true. */
static inline __attribute__((always_inline)) tw_bool tw_stack_check(void) {
  if (!tw_stack_is_low()) return 0;
  tw_raise_standard(TW_STACK_OVERFLOW);
  return 1;
}
/* For machine code, which compares with `end` and `length`: is `current` too low? If so the
   exception is set. */
tw_bool tw_stack_slow(char *current);
/* The calling thread runs from now on. With `base`, for the first time: its frames lie below. */
void tw_stack_begin(char *base);
void tw_stack_resume(void);
void tw_stack_set_length_fraction(double fraction);
Signed tw_stack_get_end(void);
Signed tw_stack_get_length(void);
Signed tw_stack_get_end_adr(void);
Signed tw_stack_get_length_adr(void);
void tw_stack_criticalcode_start(void);
void tw_stack_criticalcode_stop(void);

/* Empties the registers that calls preserve; what lives in them goes to the stack. Who asks for
   the frame's address has it in rbp, where there is no value then. */
#if defined(__x86_64__) && defined(__OPTIMIZE__)
#define TW_FORGET_REGISTERS()                                                                      \
  __asm__ volatile("xorl %%ebx, %%ebx\n\txorl %%r12d, %%r12d\n\txorl %%r13d, %%r13d\n\t"           \
                   "xorl %%r14d, %%r14d\n\txorl %%r15d, %%r15d" ::"r"(__builtin_frame_address(0))  \
                   : "rbx", "r12", "r13", "r14", "r15", "cc")
#else
#define TW_FORGET_REGISTERS() ((void)0)
#endif

/* ---- Arithmetic that C does not have. */
static inline Signed tw_int_signext(Signed value, Signed bytes) {
  int shift = (int)(64 - 8 * bytes);
  return (Signed)((Unsigned)value << shift) >> shift;
}
static inline Signed tw_float_bits(double value) {
  Signed bits;
  __builtin_memcpy(&bits, &value, sizeof bits);
  return bits;
}
static inline double tw_float_from_bits(Signed bits) {
  double value;
  __builtin_memcpy(&value, &bits, sizeof value);
  return value;
}
/* What does not fit becomes the smallest int, as the x86-64 instruction does. */
static inline Signed tw_float_to_int(double value) {
  if (value >= -0x1p63 && value < 0x1p63) return (Signed)value;
  return (Signed)((Unsigned)1 << 63);
}
static inline Unsigned tw_float_to_uint(double value) {
  if (value >= 0x1p63 && value < 0x1p64)
    return (Unsigned)(Signed)(value - 0x1p63) ^ ((Unsigned)1 << 63);
  return (Unsigned)tw_float_to_int(value);
}

/* ---- Raw memory. Null, with MemoryError set, when there is none. */
void *tw_raw_malloc(Signed size);
void *tw_raw_calloc(Signed size);
/* An array; length_offset -1: it has no length word. */
void *tw_raw_malloc_var(Signed base, Signed item_size, Signed length_offset, Signed length,
                        tw_bool zero);
void tw_raw_free(const volatile void *memory);

/* ---- Debug log (PYPYLOG). */
extern Unsigned tw_debug_enabled; /* bit 0: the current section is logged */
static inline tw_bool tw_have_debug_prints(void) { return tw_debug_enabled & 1; }
Signed tw_debug_start(const char *category, tw_bool timestamp);
Signed tw_debug_stop(const char *category, tw_bool timestamp);
tw_bool tw_have_debug_prints_for(const char *category_prefix);
Signed tw_debug_offset(void);
void tw_debug_flush(void);
void tw_debug_forked(Signed offset);
void tw_debug_print_begin(void);
void tw_debug_print_text(const char *text, Signed length);
void tw_debug_print_int(Signed value);
void tw_debug_print_uint(Unsigned value);
void tw_debug_print_float(double value);
void tw_debug_print_char(u32 value);
void tw_debug_print_pointer(const void *value);
void tw_debug_print_end(void);
Signed tw_read_timestamp(void);
Signed tw_timestamp_unit(void);
void tw_assert_failed(const char *text) __attribute__((noreturn));

/* ---- Reordering of moved and duplicated code must not merge these. */
#define TW_KEEPALIVE(pointer) __asm__ volatile("" : : "r"(pointer))

#ifdef __cplusplus
}
#endif
#endif
