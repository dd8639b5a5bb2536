/* The stack check's slow path, and the limits that programs may set. */
#include "runtime/prelude.h"

#include <sys/resource.h>

enum { DEFAULT_LENGTH = 768 << 10 };

struct tw_stack tw_stack = {0, DEFAULT_LENGTH, 1};

/* The highest address seen on this thread's stack. tw_stack.end is a copy that
   may belong to another thread. */
static _Thread_local char *thread_end;

tw_bool tw_stack_slow(char *current) {
  Signed below = thread_end - current;
  if (thread_end) {
    if ((Unsigned)below <= (Unsigned)tw_stack.length) {
      tw_stack.end = thread_end; /* only the thread had changed */
      return 0;
    }
    if (below > 0) {
      if (!tw_stack.report) return 0;
      tw_raise_standard(TW_STACK_OVERFLOW);
      return 1;
    }
  }
  thread_end = current;
  tw_stack.end = current;
  return 0;
}

/* Bytes that the system gives this thread's stack; 0 if there is no limit. */
static Signed system_limit(void) {
  struct rlimit limit;
  if (getrlimit(RLIMIT_STACK, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return 0;
  return (Signed)limit.rlim_cur;
}

/* A quarter of the system's stack stays free for C code below the last check. */
void tw_stack_set_length_fraction(double fraction) {
  Signed length = (Signed)(DEFAULT_LENGTH * fraction);
  Signed limit = system_limit();
  if (limit > 0 && length > limit - limit / 4) length = limit - limit / 4;
  tw_stack.length = length;
}

Signed tw_stack_get_end(void) { return (Signed)tw_stack.end; }
Signed tw_stack_get_length(void) { return tw_stack.length; }
Signed tw_stack_get_end_adr(void) { return (Signed)&tw_stack.end; }
Signed tw_stack_get_length_adr(void) { return (Signed)&tw_stack.length; }
void tw_stack_criticalcode_start(void) { tw_stack.report = 0; }
void tw_stack_criticalcode_stop(void) { tw_stack.report = 1; }
