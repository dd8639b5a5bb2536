/* Threads and the lock that lets one of them run the program (GIL).

   A program that never starts a thread pays one test for each release. The
   thread that runs holds the GIL; it gives it away around calls that may wait.
   Its objects stay where they are meanwhile: the collector scans the stacks of
   threads that wait. */
#ifndef TW_THREAD_H
#define TW_THREAD_H

#include "runtime/prelude.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Runs `code`, a function without arguments, in a new thread. Its number, or -1
   if the system has no thread left. */
Signed tw_thread_start(void (*code)(void));
Signed tw_thread_ident(void);         /* of the calling thread: never 0 or -1, never used again */
Signed tw_thread_get_stacksize(void); /* 0: the system's default */
Signed tw_thread_set_stacksize(Signed bytes); /* 0, or -1: not valid */

/* Does the calling thread run the program, or C code that the program called? */
extern __thread tw_bool tw_thread_inside;
/* From now on threads that the program did not start may call it, too. The calling thread is
   the main one. */
void tw_thread_share(void);
/* The calling thread takes the GIL and runs the program in frames below `base`, or is done with
   that. */
void tw_thread_attach(char *base);
void tw_thread_detach(void);

/* Nest in pairs; do nothing while there is only one thread, and while
   tw_gil_keep is set (the collector calls destructors then). */
extern tw_bool tw_gil_shared, tw_gil_keep;
/* Set with tw_gil_shared: what the system calls are linked with need not have threads. */
extern void (*tw_gil_release_slow)(void);
extern void (*tw_gil_acquire_slow)(void);
/* True if the GIL was released: the matching tw_gil_acquire takes that. */
static inline tw_bool tw_gil_release(void) {
  if (TW_LIKELY(!tw_gil_shared) || tw_gil_keep) return 0;
  tw_gil_release_slow();
  return 1;
}
static inline void tw_gil_acquire(tw_bool released) {
  if (TW_UNLIKELY(released)) tw_gil_acquire_slow();
}
/* The same, for programs: the thread itself remembers whether it was released, and
   enter says so. What C calls back may be between leave and enter or not: it calls
   enter, and, when it returns to C, callback_end with enter's result. */
void tw_gil_leave(void);
tw_bool tw_gil_enter(void);
void tw_gil_callback_end(tw_bool released);
/* Lets another thread run, if one waits. */
void tw_gil_yield(void);

/* Locks that are not reentrant. */
void *tw_lock_new(void); /* null if there is no memory */
void tw_lock_free(void *lock);
/* 1 if it was taken, 0 after that many microseconds; negative: waits for ever. */
Signed tw_lock_acquire(void *lock, Signed microseconds);
Signed tw_lock_release(void *lock); /* -1 if it was not held */
Signed tw_lock_is_held(void *lock);

#ifdef __cplusplus
}
#endif
#endif
