/* The JIT's view of a translated program: jitcode, descriptors and drivers, as
   static const data that translator/pyjitpl writes and the JIT reads.

   All tables hang off one object, tw_jit_program. Indices into its tables are
   what jitcode and traces hold; index 0 of a table is a valid entry. Strings
   are for logs. Addresses of functions and prebuilt objects are filled in by the
   linker. Nothing here is written at run time.

   Kinds of values: 'i' an integer word (all integers, bools, characters, single
   floats as bits, raw pointers and addresses), 'r' a pointer to a GC object,
   'f' a double, 'v' nothing. Integers narrower than a word are kept sign- or
   zero-extended, as their type says.

   The header compiles as C11 and as C++. */
#ifndef TW_JIT_FORMAT_PROGRAM_H
#define TW_JIT_FORMAT_PROGRAM_H

#include "gc/gc.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Descriptors: one table, tagged by `what`. */
enum tw_jit_descr_kind {
  TW_DESCR_FIELD,
  TW_DESCR_SIZE,
  TW_DESCR_ARRAY,
  TW_DESCR_INTERIOR,
  TW_DESCR_CALL,
  TW_DESCR_SWITCH,
};

enum {
  TW_FIELD_SIGNED = 1u << 0,          /* of a field or of array items: sign-extend when read */
  TW_FIELD_IMMUTABLE = 1u << 1,       /* never changes once the object has escaped */
  TW_FIELD_QUASI_IMMUTABLE = 1u << 2, /* `partner`: descriptor of the hidden mutate_ field */
  TW_FIELD_PURE_ARRAY = 1u << 3,      /* the array that the field points to has immutable items */
  TW_FIELD_RAW = 1u << 4,             /* of a raw struct or raw array */
  TW_SIZE_INSTANCE = 1u << 5,         /* new_with_vtable: objects of a class */
  TW_SIZE_IMMUTABLE = 1u << 6,        /* all fields immutable (_immutable_) */
  TW_ARRAY_OF_STRUCTS = 1u << 7,      /* items are reached by interior field descriptors */
  TW_ARRAY_IMMUTABLE = 1u << 8,       /* items never change once the array has escaped */
  TW_FIELD_VABLE_TOKEN = 1u << 9,     /* the vable_token field of a virtualizable */
  TW_CALL_SINGLE = 1u << 10,          /* the result is a single float (kind 'i', width 4) */
};

struct tw_jit_descr {
  u8 what;   /* enum tw_jit_descr_kind */
  u8 kind;   /* FIELD, ARRAY, INTERIOR: kind of the value ('i', 'r', 'f'); CALL: of the result */
  u16 width; /* FIELD, ARRAY, INTERIOR: bytes of the value; CALL: bytes of the result (sign: flags)
              */
  u32 flags; /* TW_FIELD_..., TW_SIZE_..., TW_ARRAY_... */
  const char *name;
  union {
    struct {
      u32 offset;  /* from the start of the object (of the item: INTERIOR) */
      u32 parent;  /* descriptor of the struct (FIELD), of the array (INTERIOR) */
      u32 index;   /* among the parent's fields, in order of offset */
      u32 partner; /* see TW_FIELD_QUASI_IMMUTABLE; else 0 */
    } field;
    struct {
      u64 header;         /* the object's header word: type id and initial flags */
      const void *vtable; /* instances: the class's vtable; else null */
      u32 size;
      u32 first_field; /* in tw_jit_program.fields: indices of the descriptors of all its fields */
      u32 field_count;
    } size;
    struct {
      u64 header;
      u32 base; /* offset of the first item */
      u32 item_size;
      u32 length_offset; /* 0xffffffff: the array has no length */
      u32 first_field;   /* arrays of structs: INTERIOR descriptors, as above */
      u32 field_count;
    } array;
    struct {
      const char *arguments; /* the kind of each argument, NUL-terminated: "irf" */
      /* Calls `function` with the words in arguments, stores the result's word. */
      void (*trampoline)(void *function, const i64 *arguments, i64 *result);
      u32 effect; /* in tw_jit_program.effects */
      u32 reserved;
      /* Bytes of each argument in the C signature, a digit for each, followed
         by 's' if it is a single float ("8", "1" for a char, "4s"); null: all are words. */
      const char *widths;
    } call;
    struct {
      const i64 *values; /* ascending */
      const u32 *labels; /* code units; same order */
      u32 count;
    } select;
  };
};

/* ---- What a call may do. */
enum tw_jit_extra_effect {
  TW_EFFECT_ELIDABLE_CANNOT_RAISE,
  TW_EFFECT_LOOP_INVARIANT,
  TW_EFFECT_CANNOT_RAISE,
  TW_EFFECT_ELIDABLE_OR_MEMORY_ERROR, /* elidable; raises nothing but MemoryError */
  TW_EFFECT_ELIDABLE_CAN_RAISE,
  TW_EFFECT_CAN_RAISE,
  TW_EFFECT_FORCES, /* may force a virtualizable or a virtual reference; can raise */
  TW_EFFECT_RANDOM, /* may do anything */
};

enum tw_jit_oopspec {
#define TW_OOPSPEC(id, name) TW_OOPSPEC_##id,
#include "jit/format/oopspecs.def"
  TW_OOPSPEC_COUNT
};

enum {
  TW_EFFECT_CAN_INVALIDATE = 1u << 0, /* may change a quasi-immutable field */
  TW_EFFECT_CAN_COLLECT = 1u << 1,
  TW_EFFECT_RELEASES_GIL = 1u << 2,
};

/* The sets are lists of descriptor indices, ascending. Under FORCES they are what the call may read
   and write apart from what it forces; under RANDOM they are empty and mean everything. Sets of
   arrays hold ARRAY and INTERIOR descriptors. */
struct tw_jit_effect {
  u8 extra;   /* enum tw_jit_extra_effect */
  u8 oopspec; /* enum tw_jit_oopspec */
  u16 flags;
  u32 first;                                                /* in tw_jit_program.sets */
  u16 read_fields, write_fields, read_arrays, write_arrays; /* lengths, in this order */
};

/* ---- Jitcode. */
struct tw_jitcode {
  const char *name;
  const u16 *code;  /* instructions of jit/format/jitops.def, in units of 16 bits */
  u32 code_size;    /* units */
  u32 index;        /* in tw_jit_program.jitcodes */
  u16 registers[3]; /* how many of kind i, r, f */
  u16 constants[3];
  const i64 *constants_i;
  void *const *constants_r; /* prebuilt objects: they never move */
  const double *constants_f;
  void *function; /* the compiled function, for calls that are not traced; may be null */
  u32 call_descr; /* of that function */
  i32 driver;     /* the portal of that driver, else -1 */
  u32 line_count; /* source positions for logs: code offset, line; ascending offsets */
  const u32 *lines;
};

/* ---- Drivers. */
struct tw_jit_virtualizable {
  u32 size;                 /* SIZE descriptor */
  u32 token;                /* FIELD descriptor of vable_token (an integer word) */
  u16 static_count;         /* fields, in the order of _virtualizable_ */
  u16 array_count;          /* fields that point to arrays, likewise */
  const u32 *static_fields; /* FIELD descriptors */
  const u32 *array_fields;  /* FIELD descriptors */
  const u32 *arrays;        /* ARRAY descriptors of what they point to */
};

enum {
  TW_DRIVER_RECURSIVE = 1u << 0, /* is_recursive */
  TW_DRIVER_VECTORIZE = 1u << 1,
  TW_DRIVER_UNROLLS_ONE = 1u << 2,    /* has should_unroll_one_iteration */
  TW_DRIVER_NO_LOOP_HEADER = 1u << 3, /* no can_enter_jit: every jit_merge_point may close a loop */
};

/* Hooks get the greens as words, in their order. Null where the program has none. */
struct tw_jit_driver {
  const char *name;
  const char *greens; /* kinds; the C types' widths do not matter: words */
  const char *reds;
  const char
      *green_types; /* 'i' int, 'r' object, 'f' float, 's' str, 'u' unicode: decides equality */
  u8 result;        /* kind */
  u8 flags;
  u16 index;
  u32 number;            /* JitDriver.number: how the program names it */
  u32 jitcode;           /* the portal's */
  i32 virtualizable;     /* in tw_jit_program.virtualizables, else -1 */
  u32 virtualizable_red; /* which red it is */
  u32 call_descr;        /* of the portal and of the runner: greens, then reds */
  void *portal;          /* interprets from the merge point on */
  void *runner; /* the portal, with the loop around it that handles exits of machine code */
  /* Writes the text of a location into the log's buffer: tw_jit_location_text. */
  void (*printable_location)(const i64 *greens);
  i64 (*unique_id)(const i64 *greens);
  i64 (*can_never_inline)(const i64 *greens);
  i64 (*should_unroll_one_iteration)(const i64 *greens);
  i64 (*confirm_enter_jit)(const i64 *greens_and_reds);
  void (*location)(const i64 *greens, i64 *result);
  /* Tells the program's JitHookInterface: event, kind, number, operations, address and bytes of the
     code (jit/metainterp/hooks.h), then the greens. */
  i64 (*event)(const i64 *values);
};

struct tw_jit_program {
  const struct tw_jit_descr *descrs;
  u32 descr_count;
  const u32 *fields; /* see tw_jit_descr.size.first_field */
  const struct tw_jit_effect *effects;
  u32 effect_count;
  const u32 *sets; /* see tw_jit_effect.first */
  const struct tw_jitcode *const *jitcodes;
  u32 jitcode_count;
  const u8 *liveness; /* see jitops.def, live */
  u64 liveness_size;
  const struct tw_jit_driver *drivers;
  u32 driver_count;
  const struct tw_jit_virtualizable *virtualizables;
  u32 virtualizable_count;
  /* Compiled functions of indirect calls that may be traced: ascending addresses once sorted at
     start-up, and their jitcodes. */
  void *const *functions;
  const u32 *function_jitcodes;
  u32 function_count;
  /* Well-known descriptors; 0xffffffff where the program lacks the type. */
  u32 str_array; /* ARRAY-like descriptor of STR: base, item size, length offset, header */
  u32 unicode_array;
  u32 str_hash; /* FIELD descriptors */
  u32 unicode_hash;
  u32 virtual_ref_size; /* SIZE of the JIT's virtual references, and their two fields */
  u32 virtual_ref_token;
  u32 virtual_ref_forced;
};

extern const struct tw_jit_program tw_jit_program;

/* The token of a virtual reference whose frame has ended, and whose object was never made
   (rlib.jit has the same number). */
#define TW_VIRTUAL_REF_ENDED (-3)

/* ---- What the generated portal runner and can_enter_jit call (jit/warm). The words of greens,
   then reds, are in `values`. Each returns 0 if the interpreter is to go on, and non-zero if
   machine code ran instead; then tw_jit_exit says how that ended. */
enum tw_jit_exit_kind {
  TW_EXIT_NONE,
  TW_EXIT_CONTINUE,  /* go on in the portal, with `values` as its arguments */
  TW_EXIT_DONE,      /* the portal's result is `result` */
  TW_EXIT_EXCEPTION, /* the portal raises: tw_exc is set */
};
struct tw_jit_exit {
  i64 kind;
  i64 result;  /* the word, for every kind of result; the instance of an exception */
  i64 *values; /* greens, then reds; valid until the next call into the JIT */
};
extern struct tw_jit_exit tw_jit_exit;

/* On entry of the portal: counts for function_threshold; runs a compiled function if there is one.
 */
i64 tw_jit_enter_function(u32 driver, const i64 *values);
/* At can_enter_jit and at the back edge to jit_merge_point: counts for threshold, traces, runs the
   loop. The caller leaves its function at once if it returns non-zero: the runner picks up
   tw_jit_exit. */
i64 tw_jit_enter_loop(u32 driver, const i64 *values);

/* Portal code that leaves because tw_jit_enter_loop said so "raises" this, so that no handler in
   between sees it and every caller up to the runner returns. It is the address of a vtable head
   that no class matches. */
extern const Signed tw_jit_exit_exception[2];

/* Forces the virtualizable whose token is not 0, before other code than its frame touches it. */
void tw_jit_force_virtualizable(u32 virtualizable, void *object);
/* The real object behind a virtual reference. */
void *tw_jit_force_virtual_ref(void *reference);
/* The quasi-immutable field that goes with the hidden field `mark` is about to change: invalidates
   the loops that rely on it. */
void tw_jit_invalidate(void *object, u32 mark);

/* What a driver's printable_location hands its text to: jit/warm copies it. */
void tw_jit_location_text(const char *text, Signed length);

void tw_jit_setup(void);
/* `driver`: tw_jit_driver.number; 0: all drivers. */
i64 tw_jit_set_param(Signed driver, const char *name, Signed name_length, Signed value);
i64 tw_jit_set_param_default(Signed driver, const char *name, Signed name_length);
i64 tw_jit_set_user_param(Signed driver, const char *text, Signed length);
i64 tw_jit_counter(Signed which); /* rlib.jit.Counters */

#ifdef __cplusplus
}
#endif
#endif
