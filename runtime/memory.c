/* Raw memory: malloc, with the runtime's way to fail. */
#include "runtime/prelude.h"

#include <stdlib.h>

static void *checked(void *memory) {
  if (TW_UNLIKELY(!memory)) tw_raise_standard(TW_MEMORY_ERROR);
  return memory;
}

/* One byte at least, so that null always means failure. */
static size_t bytes(Signed size) { return size < 0 ? (size_t)-1 / 2 : size ? (size_t)size : 1; }

void *tw_raw_malloc(Signed size) { return checked(malloc(bytes(size))); }
void *tw_raw_calloc(Signed size) { return checked(calloc(1, bytes(size))); }

void *tw_raw_malloc_var(Signed base, Signed item_size, Signed length_offset, Signed length,
                        tw_bool zero) {
  Signed size;
  char *memory;
  if (length < 0 || __builtin_mul_overflow(item_size, length, &size) ||
      __builtin_add_overflow(base, size, &size))
    size = -1;
  memory = zero ? tw_raw_calloc(size) : tw_raw_malloc(size);
  if (memory && length_offset >= 0) *(Signed *)(memory + length_offset) = length;
  return memory;
}

void tw_raw_free(const volatile void *memory) { free((void *)memory); }
