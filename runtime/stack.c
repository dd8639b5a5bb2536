/* The limit of the machine stack: per thread, and as programs set it. */
#include "runtime/prelude.h"

#include <sys/resource.h>

/* Bytes of the stack that a program uses; generated code may define its own. */
__attribute__((weak)) Signed tw_max_stack_size = 768 << 10;

struct tw_stack tw_stack;

static tw_bool reports = 1; /* not inside of critical code */
static _Thread_local char *thread_end;

static void set_limit(void) { tw_stack.limit = reports ? tw_stack.end - tw_stack.length : 0; }

void tw_stack_begin(char *base) {
  thread_end = base;
  if (tw_stack.length == 0) tw_stack_set_length_fraction(1.0);
  tw_stack_resume();
}

void tw_stack_resume(void) {
  tw_stack.end = thread_end;
  set_limit();
}

TW_COLD Signed tw_stack_overflow(const struct tw_place *place) {
  tw_raise_standard(TW_STACK_OVERFLOW);
  tw_traceback_add(place);
  return 0;
}

TW_COLD tw_bool tw_stack_slow(char *current) {
  if (current >= tw_stack.limit) return 0;
  tw_raise_standard(TW_STACK_OVERFLOW);
  return 1;
}

/* Bytes that the system gives this thread's stack; 0 if there is no limit. */
static Signed system_limit(void) {
  struct rlimit limit;
  if (getrlimit(RLIMIT_STACK, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return 0;
  return (Signed)limit.rlim_cur;
}

/* A quarter of the system's stack stays free for C code below the last check. */
void tw_stack_set_length_fraction(double fraction) {
  Signed length = (Signed)((double)tw_max_stack_size * fraction);
  Signed limit = system_limit();
  if (limit > 0 && length > limit - limit / 4) length = limit - limit / 4;
  tw_stack.length = length;
  set_limit();
}

Signed tw_stack_get_end(void) { return (Signed)tw_stack.end; }
Signed tw_stack_get_length(void) { return tw_stack.length; }
Signed tw_stack_get_end_adr(void) { return (Signed)&tw_stack.end; }
Signed tw_stack_get_length_adr(void) { return (Signed)&tw_stack.length; }
void tw_stack_criticalcode_start(void) {
  reports = 0;
  set_limit();
}
void tw_stack_criticalcode_stop(void) {
  reports = 1;
  set_limit();
}
