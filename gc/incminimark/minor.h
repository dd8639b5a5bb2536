// Minor collections: what lives of the nursery moves to the old generation.
#pragma once

#include "gc/gc.h"

namespace tw::gc {

struct MinorResult {
  u64 survived = 0; // bytes that became old
};

// `top`: the lowest address of the running thread's stack that may hold roots;
// registers were saved above it.
MinorResult collectMinor(char* top);

} // namespace tw::gc
