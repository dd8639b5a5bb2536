"""Machine integers: wrap-around, overflow checks, sized and unsigned types.

Untranslated, an int that leaves the machine's range becomes a long; intmask()
brings it back. Translated, int arithmetic wraps around by itself.
"""
import sys

from __tw_lltype__ import (
    Bool, INT16, INT32, INT8, Signed, UINT16, UINT32, UINT8, Unsigned, intmask, r_uint, typeOf)
from __tw_rarithmetic__ import (
    widen, is_valid_int, r_int, r_int32, r_uint32, r_int16, r_uint16, r_int8,
    r_uint8, r_singlefloat, r_longfloat, uint_mul_high, uint_div_wide,
    int_c_div, int_c_mod)

from rpython.rlib.objectmodel import not_rpython, specialize, we_are_translated

LONG_BIT = 64
LONG_MASK = 0xFFFFFFFFFFFFFFFF
LONG_TEST = 0x8000000000000000
LONG_BIT_SHIFT = 6
LONGLONG_BIT = 64
LONGLONG_MASK = LONG_MASK
LONGLONG_TEST = LONG_TEST
LONGLONGLONG_BIT = 128
LONGLONGLONG_MASK = 2 ** 128 - 1
LONGLONGLONG_TEST = 2 ** 127
INT_MAX = 2 ** 31 - 1
INT_MIN = -2 ** 31
UINT_MAX = r_uint(2 ** 32 - 1)
SHRT_MAX = 2 ** 15 - 1
SHRT_MIN = -2 ** 15
USHRT_MAX = 2 ** 16 - 1
MAX_UINT = 2 ** 64 - 1
OVF_DIGITS = len(str(sys.maxint))
long_typecode = 'l'
is_emulated_long = False
maxint = sys.maxint
maxint32 = 0x7FFFFFFF

r_longlong = r_int
r_ulonglong = r_uint
longlongmask = intmask
longlongmax = sys.maxint
base_int = (r_int, r_uint, r_int32, r_uint32, r_int16, r_uint16, r_int8, r_uint8)

r_int64 = r_int
r_uint64 = r_uint
r_long = r_int
r_ulong = r_uint


def ovfcheck(result):
    """The result of the arithmetic in the argument, which must fit into an
    int. The flow builder knows the function."""
    if not (-sys.maxint - 1 <= result <= sys.maxint):
        raise OverflowError("integer overflow")
    return int(result)


# ---- types of integers, at import time --------------------------------------

def build_int(name, sign, bits, force_creation=False):
    """The type of integers of that width."""
    for known in base_int:
        if known.SIGNED == sign and known.BITS == bits:
            return known
    raise ValueError("no integers of %d bits" % bits)


def normalizedinttype(t):
    if t in (bool, int, long, r_int):
        return int
    return t


def compute_restype(self_type, other_type, force=False):
    """The type of the result of an operation on integers of two types."""
    if self_type is other_type:
        return self_type
    if other_type in (bool, int, long):
        return self_type
    if self_type in (bool, int, long):
        return other_type
    if self_type.SIGNED == other_type.SIGNED:
        return build_int(None, self_type.SIGNED, max(self_type.BITS, other_type.BITS))
    raise TypeError("an operation between %r and %r" % (self_type, other_type))


def signedtype(t):
    return is_signed_integer_type(t)


def is_signed_integer_type(t):
    return t in (bool, int, long) or t.SIGNED


def _bits(t):
    return LONG_BIT if t in (bool, int, long) else t.BITS


def most_neg_value_of(t):
    return -2 ** (_bits(t) - 1) if is_signed_integer_type(t) else 0


def most_pos_value_of(t):
    return 2 ** (_bits(t) - is_signed_integer_type(t)) - 1


@specialize.argtype(0)
def most_neg_value_of_same_type(x):
    if not we_are_translated():
        return most_neg_value_of(type(x))
    return _least_of(typeOf(x))


@specialize.argtype(0)
def most_pos_value_of_same_type(x):
    if not we_are_translated():
        return most_pos_value_of(type(x))
    return _greatest_of(typeOf(x))


def _class_of(TYPE):
    """The class of the integers of a low-level type."""
    classes = {Bool: int, Signed: int, Unsigned: r_uint, INT32: r_int32, UINT32: r_uint32,
               INT16: r_int16, UINT16: r_uint16, INT8: r_int8, UINT8: r_uint8}
    return classes[TYPE]


@specialize.memo()
def _least_of(TYPE):
    cls = _class_of(TYPE)
    return cls(most_neg_value_of(cls))


@specialize.memo()
def _greatest_of(TYPE):
    cls = _class_of(TYPE)
    return cls(most_pos_value_of(cls))


# ---- arithmetic -------------------------------------------------------------

def int_between(n, m, p):
    """n <= m < p. When translated, a single comparison; needs n <= p."""
    return n <= m < p


def int_force_ge_zero(n):
    """max(n, 0), which the annotator knows to be nonnegative."""
    if n < 0:
        return 0
    return n


SUPPORT_INT128 = False


def check_support_int128():
    """Does the C compiler have integers of 128 bits that programs may use?"""
    return SUPPORT_INT128


def highest_bit(n):
    """The position of the highest bit of a power of two."""
    assert n and (n & (n - 1)) == 0, "n must be a power of two"
    i = -1
    while n:
        i += 1
        n >>= 1
    return i


def ovfcheck_float_to_int(x):
    from rpython.rlib.rfloat import isnan
    if isnan(x):
        raise OverflowError
    if -9223372036854776832.0 <= x < 9223372036854775296.0:
        return int(x)
    raise OverflowError


def ovfcheck_float_to_longlong(x):
    return ovfcheck_float_to_int(x)


def ovfcheck_int32_sub(x, y):
    return ovfcheck_int32(x - y)


def ovfcheck_int32_add(x, y):
    return ovfcheck_int32(x + y)


def ovfcheck_int32_mul(x, y):
    return ovfcheck_int32(x * y)


def ovfcheck_int32(x):
    if not (-0x80000000 <= x <= 0x7fffffff):
        raise OverflowError
    return x


def mulmod(a, b, c):
    """(a * b) % c for machine integers; c must be a positive constant."""
    assert c > 0
    result = r_uint(0)
    factor = r_uint(a % c)
    times = r_uint(b % c)
    modulus = r_uint(c)
    while times:
        if times & r_uint(1):
            result = (result + factor) % modulus
        factor = (factor + factor) % modulus
        times >>= r_uint(1)
    return intmask(result)


@specialize.argtype(0)
def byteswap(arg):
    """The number with its bytes in the opposite order, of the same type."""
    if isinstance(arg, float):
        from rpython.rlib.longlong2float import float2longlong, longlong2float
        return longlong2float(intmask(_swapped(r_uint(float2longlong(arg)), 8)))
    if isinstance(arg, r_uint):
        return _swapped(arg, 8)
    if isinstance(arg, r_int32):
        return r_int32(_sign_extended(_swapped(r_uint(intmask(arg)), 4), 32))
    if isinstance(arg, r_uint32):
        return r_uint32(_swapped(r_uint(arg), 4))
    if isinstance(arg, r_int16):
        return r_int16(_sign_extended(_swapped(r_uint(intmask(arg)), 2), 16))
    if isinstance(arg, r_uint16):
        return r_uint16(_swapped(r_uint(arg), 2))
    if isinstance(arg, r_int8) or isinstance(arg, r_uint8):
        return arg
    return intmask(_swapped(r_uint(arg), 8))


def _swapped(value, size):
    """The lowest `size` bytes in the opposite order."""
    result = r_uint(0)
    for _ in range(size):
        result = result << r_uint(8) | value & r_uint(0xff)
        value >>= r_uint(8)
    return result


def _sign_extended(value, bits):
    sign = r_uint(1) << r_uint(bits - 1)
    return intmask((value ^ sign) - sign)


# ---- string to integer ----------------------------------------------------

def string_to_int(s, base=10, allow_underscores=False, no_implicit_octal=False,
                  max_str_digits=0, disallow_whitespace_after_sign=False):
    """Like int(s, base): raises ParseStringError on a syntax error and
    ParseStringOverflowError if the value is too large for an int."""
    from rpython.rlib.rstring import (
        NumberStringParser, ParseStringOverflowError, strip_spaces)
    s = literal = strip_spaces(s)
    p = NumberStringParser(s, literal, base, 'int',
                           allow_underscores=allow_underscores,
                           no_implicit_octal=no_implicit_octal,
                           max_str_digits=max_str_digits,
                           disallow_whitespace_after_sign=disallow_whitespace_after_sign)
    base = p.base
    result = 0
    while True:
        digit = p.next_digit()
        if digit == -1:
            return result
        if p.sign == -1:
            digit = -digit
        try:
            result = ovfcheck(result * base)
            result = ovfcheck(result + digit)
        except OverflowError:
            raise ParseStringOverflowError(p)
