/* The GIL as system calls see it: whether there is anything to release. */
#include "runtime/thread.h"

tw_bool tw_gil_shared, tw_gil_keep;
void (*tw_gil_release_slow)(void);
void (*tw_gil_acquire_slow)(void);
