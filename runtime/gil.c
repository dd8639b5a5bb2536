/* The GIL as calls of the system and of C code see it: whether there is anything to
   release. Apart from threads, which programs without them are not linked with. */
#include "runtime/thread.h"

tw_bool tw_gil_shared, tw_gil_keep;
void (*tw_gil_release_slow)(void);
void (*tw_gil_acquire_slow)(void);

__thread tw_bool tw_thread_inside;

static _Thread_local tw_bool has_left;

void tw_gil_leave(void) { has_left = tw_gil_release(); }

tw_bool tw_gil_enter(void) {
  tw_bool released = has_left;
  has_left = 0;
  tw_gil_acquire(released);
  return released;
}

void tw_gil_callback_end(tw_bool released) {
  if (released) tw_gil_leave();
}
