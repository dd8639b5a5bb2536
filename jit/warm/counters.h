/* What rlib.jit_hooks calls, beside tw_jit_counter. */
#ifndef TW_JIT_WARM_COUNTERS_H
#define TW_JIT_WARM_COUNTERS_H

#include "jit/format/program.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Spent on tracing (0) and in the backend (1). */
i64 tw_jit_nanoseconds(Signed which);
/* What a hook asks about the operations of its trace, while it runs. `index`: of the operation;
   `what`: see jit/metainterp/hooks.cpp. 0 if no hook is running. */
i64 tw_jit_hook_operation(Signed index, Signed what);
/* Frees the loops that are not needed at this moment. Returns 0. */
i64 tw_jit_release_all(void);

#ifdef __cplusplus
}
#endif
#endif
