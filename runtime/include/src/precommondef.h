/* The words that C code of a program expects of the toolchain. C code that includes this
   adds rpython.translator.cdir to its include_dirs. */
#ifndef TW_PRECOMMONDEF_H
#define TW_PRECOMMONDEF_H

#include <stddef.h>

#ifndef RPY_EXTERN
#define RPY_EXTERN extern
#endif
#ifndef RPY_EXPORTED
#define RPY_EXPORTED extern __attribute__((visibility("default")))
#endif

typedef long Signed;
typedef unsigned long Unsigned;

#endif
