/* Floats as text, math functions with errno semantics, and string hashing. */
#ifndef TW_NUMBER_H
#define TW_NUMBER_H

#include "runtime/prelude.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Flags of tw_format_double: those of rfloat.DTSF_*. */
enum {
  TW_FORMAT_SIGN = 1,      /* always a sign */
  TW_FORMAT_ADD_DOT_0 = 2, /* "1.0", never "1" */
  TW_FORMAT_ALT = 4,       /* keep the trailing point and zeros of 'g' */
  TW_FORMAT_CUT_EXP_0 = 8, /* "1e5", not "1e05" */
  TW_FORMAT_NO_NEG_0 = 16, /* "0", never "-0" */
};

/* Formats as rfloat.formatd does: code one of e f g r E F G. The text's length
   is the result. If it is above `size`, the buffer's contents are undefined
   and the caller comes again with a buffer that is large enough. */
Signed tw_format_double(double value, u8 code, Signed precision, Signed flags, char *buffer,
                        Signed size);

/* The decimal number that fills the text completely ("1e5", "-.5", "7."). On
   anything else `valid` becomes false. Overflow gives an infinity. */
double tw_parse_double(const char *text, Signed length, tw_bool *valid);

/* The same with a NaN for what is no number. */
double tw_parse_double_or_nan(const char *text, Signed length);

/* The parts of a complex function's result; the functions' numbers are those of
   rlib/rcomplex.py. */
double tw_complex_real(Signed which, double x, double y);
double tw_complex_imag(Signed which, double x, double y);

/* The hash of a string's characters: that of Python 2. */
Signed tw_hash_bytes(const void *characters, Signed length);
Signed tw_hash_unicode(const u32 *characters, Signed length);

#ifdef __cplusplus
}
#endif
#endif
