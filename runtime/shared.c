/* What a shared library has in place of main. */
#include "runtime/entry.h"
#include "runtime/program.h"
#include "runtime/thread.h"

#define VISIBLE __attribute__((visibility("default")))

VISIBLE int rpython_startup_code(void) {
  static tw_bool started;
  char *base = (char *)__builtin_frame_address(0);
  if (started) return 67;
  started = 1;
  tw_stack_begin(base);
  tw_gc_setup(base);
  tw_thread_share();
  tw_thread_detach();
  return 0;
}

VISIBLE int pypy_main_startup(int argc, char **argv) { return tw_main(argc, argv); }
