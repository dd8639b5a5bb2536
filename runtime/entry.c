/* Calls of the program by C code. */
#include "runtime/entry.h"

#include "runtime/thread.h"

void tw_entry_begin(struct tw_entry *entry, char *base) {
  entry->outermost = !tw_thread_inside;
  entry->released = 0;
  if (entry->outermost)
    tw_thread_attach(base);
  else
    entry->released = tw_gil_enter();
}

void tw_entry_end(struct tw_entry *entry) {
  if (tw_exc.type) tw_fatal_exception();
  if (entry->outermost)
    tw_thread_detach();
  else
    tw_gil_callback_end(entry->released);
}
