/* Sets the runtime up, runs the program, reports what left it. */
#include "runtime/program.h"
#include "runtime/thread.h"

#include <stdio.h>

int tw_main(int argc, char **argv) {
  Signed status;
  char *base = (char *)__builtin_frame_address(0);
  tw_stack_begin(base);
  tw_gc_setup(base);
  tw_thread_inside = 1;
  status = tw_program_main(argc, argv);
  if (tw_exc.type) tw_fatal_exception();
  fflush(0);
  return (int)status;
}
