// Lists and dumps of objects, for gc/inspect.h.
#pragma once

#include "gc/gc.h"

namespace tw::gc {

// `top` as for a minor collection, one of which must just have ended.
i64 listRoots(void* array, char* top);
i64 listReferents(void* object, void* array);
bool dumpHeap(int fd, char* top);

} // namespace tw::gc
