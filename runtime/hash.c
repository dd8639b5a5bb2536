/* The hash of strings: Python 2's, so that what depends on it stays as it was. */
#include "runtime/number.h"

#define HASH(characters, length)                                                                   \
  Unsigned hash;                                                                                   \
  Signed i;                                                                                        \
  if (length == 0) return -1;                                                                      \
  hash = (Unsigned)characters[0] << 7;                                                             \
  for (i = 0; i < length; i++) hash = 1000003 * hash ^ characters[i];                              \
  return (Signed)(hash ^ (Unsigned)length)

Signed tw_hash_bytes(const void *text, Signed length) {
  const u8 *characters = text;
  HASH(characters, length);
}

Signed tw_hash_unicode(const u32 *characters, Signed length) { HASH(characters, length); }
