/* Calls of the program by C code: functions that rlib.entrypoint exports. Generated code puts
   each between tw_entry_begin and tw_entry_end. */
#ifndef TW_ENTRY_H
#define TW_ENTRY_H

#include "runtime/prelude.h"

#ifdef __cplusplus
extern "C" {
#endif

struct tw_entry {
  tw_bool outermost; /* the thread was outside of the program */
  tw_bool released;  /* what tw_gil_callback_end takes */
};

/* `base` is the frame of the function that C called: what lies below it is the program's. */
void tw_entry_begin(struct tw_entry *entry, char *base);
/* An exception ends the process: C cannot carry it on. */
void tw_entry_end(struct tw_entry *entry);

/* In shared libraries only. Prepares the runtime, once, before the first call; the thread
   counts as the main one. 0, or 67 if that was done already. */
int rpython_startup_code(void);
/* In shared libraries only: runs the target's entry point, as main() does. */
int pypy_main_startup(int argc, char **argv);

#ifdef __cplusplus
}
#endif
#endif
