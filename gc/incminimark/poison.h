// Memory that holds no object: overwritten in the debug modes, and made
// inaccessible where the program was linked with AddressSanitizer.
#pragma once

#include "gc/incminimark/options.h"

#include <string.h>

extern "C" {
void __asan_poison_memory_region(const volatile void* start, u64 size) __attribute__((weak));
void __asan_unpoison_memory_region(const volatile void* start, u64 size) __attribute__((weak));
}

namespace tw::gc {

constexpr int kPoisonByte = 0xdb;

// The contents are undefined.
inline void unpoison(void* start, u64 size) {
  if (__asan_unpoison_memory_region) __asan_unpoison_memory_region(start, size);
}

inline void poison(void* start, u64 size) {
  if (TW_UNLIKELY(options.poisons())) {
    unpoison(start, size); // a part may be poisoned, and memset is checked
    memset(start, kPoisonByte, size);
  }
  if (__asan_poison_memory_region) __asan_poison_memory_region(start, size);
}

} // namespace tw::gc
