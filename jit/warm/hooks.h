/* What hooks of the program call back. */
#ifndef TW_JIT_WARM_HOOKS_H
#define TW_JIT_WARM_HOOKS_H

#include "gc/gc.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Called by tw_jit_driver.printable_location with the text of the location. */
void tw_jit_location_text(const char* text, Signed length);

#ifdef __cplusplus
}
#endif
#endif
