"""Floats: text, rounding, classification, special functions."""
import math
import sys

from rpython.rlib.longlong2float import float2longlong, longlong2float
from rpython.rlib.objectmodel import enforceargs, we_are_translated
from rpython.rlib.rgc import ll_shrink_array
from rpython.rlib.rposix_base import _address
from __tw_lltype__ import Address, Char, Float, STR, Signed, external, made_str, malloc

DBL_MAX = sys.float_info.max
DBL_MIN = sys.float_info.min
DBL_EPSILON = sys.float_info.epsilon
DBL_MANT_DIG = sys.float_info.mant_dig
DBL_DIG = sys.float_info.dig
DBL_MAX_EXP = sys.float_info.max_exp
DBL_MIN_EXP = sys.float_info.min_exp
DBL_MAX_10_EXP = sys.float_info.max_10_exp
DBL_MIN_10_EXP = sys.float_info.min_10_exp
FLT_RADIX = sys.float_info.radix
FLT_EPSILON = 1.1920928955078125e-07
FLT_ROUNDS = 1
EDOM = 33
ERANGE = 34

INFINITY = 1e200 * 1e200
NAN = abs(INFINITY / INFINITY)

isnan = math.isnan
isinf = math.isinf
copysign = math.copysign
acosh = math.acosh
asinh = math.asinh
atanh = math.atanh
expm1 = math.expm1
log1p = math.log1p
erf = math.erf
erfc = math.erfc
gamma = math.gamma
lgamma = math.lgamma


def isfinite(x):
    return x - x == 0.0


# ---- from text --------------------------------------------------------------

INVALID_MSG = "could not convert string to float"


def string_to_float(s):
    """The number that the text spells, spaces around it aside; "inf" and "nan" count
    in any case. Raises ParseStringError."""
    from rpython.rlib.rstring import strip_spaces, ParseStringError
    s = strip_spaces(s)
    word = s.lower()
    sign = 1.0
    if word.startswith('-'):
        sign = -1.0
        word = word[1:]
    elif word.startswith('+'):
        word = word[1:]
    if word == 'inf' or word == 'infinity':
        return INFINITY * sign
    if word == 'nan':
        return copysign(NAN, sign)
    try:
        return float(s)
    except ValueError:
        raise ParseStringError(INVALID_MSG)


rstring_to_float = string_to_float


# ---- to text ----------------------------------------------------------------

DTSF_STR_PRECISION = 12

DTSF_SIGN = 0x1
DTSF_ADD_DOT_0 = 0x2
DTSF_ALT = 0x4
DTSF_CUT_EXP_0 = 0x8
DTSF_NO_NEG_0 = 0x10

DIST_FINITE = 1
DIST_NAN = 2
DIST_INFINITY = 3

_c_format = external('tw_format_double',
                     [Float, Char, Signed, Signed, Address, Signed], Signed)


@enforceargs(float, None, int, int)
def formatd(x, code, precision, flags=0):
    """The text of x: `code` is one of e f g (as in %), E F G, and r, the shortest text
    that reads back as x; flags are DTSF_*."""
    if not we_are_translated():
        return _formatd_at_import(x, code, precision, flags)
    room = 48
    while True:
        buffer = malloc(STR, room)
        length = _c_format(x, code, precision, flags, _address(made_str(buffer)), room)
        if length <= room:
            break
        room = length
    if length < room:
        buffer = ll_shrink_array(buffer, length)
    return made_str(buffer)


def _formatd_at_import(x, code, precision, flags):
    from rpython.rtyper.lltypesystem import llmemory, lltype, rffi
    room = 48
    while True:
        with lltype.scoped_alloc(rffi.CCHARP.TO, room) as buffer:
            length = _c_format(x, code, precision, flags, llmemory.cast_ptr_to_adr(buffer), room)
            if length <= room:
                return rffi.charpsize2str(buffer, length)
        room = length


def double_to_string(value, tp, precision, flags):
    """formatd's text, and which of DIST_* the number is."""
    if isfinite(value):
        special = DIST_FINITE
    elif isinf(value):
        special = DIST_INFINITY
    else:
        special = DIST_NAN
    return formatd(value, tp, precision, flags), special


# ---- rounding ---------------------------------------------------------------

def round_away(x):
    """The nearest integer; halves go away from zero."""
    whole = math.floor(abs(x))
    if abs(x) - whole >= 0.5:
        whole += 1.0
    return copysign(whole, x)


def round_half_even(x):
    """The nearest integer; halves go to the even one."""
    whole = math.floor(abs(x))
    rest = abs(x) - whole
    if rest > 0.5 or (rest == 0.5 and math.fmod(whole, 2.0) == 1.0):
        whole += 1.0
    return copysign(whole, x)


def round_double(value, ndigits, half_even=False):
    """value rounded to that many digits after the point, correctly."""
    if value == 0.0 and ndigits != 0:
        return 0.0
    if not isfinite(value) or ndigits > 323:
        return value
    if ndigits < -309:
        return copysign(0.0, value)
    if ndigits < 0:
        return _round_before_point(value, -ndigits, half_even)
    if not half_even and _is_half(value, ndigits):
        value += value * DBL_EPSILON
    result = float(formatd(value, 'f', ndigits))
    if isinf(result):
        raise OverflowError
    return result


def _is_half(value, ndigits):
    """Does value lie exactly between two numbers of ndigits digits? Only an odd
    multiple of 2**-(ndigits + 1) can."""
    if abs(value) >= 4503599627370496.0:
        return False
    multiple = math.ldexp(value, ndigits + 1)
    return math.floor(multiple) == multiple and math.fmod(abs(multiple), 2.0) == 1.0


def _round_before_point(value, zeros, half_even):
    unit = math.pow(10.0, float(zeros)) if zeros <= 308 else INFINITY
    half = unit * 0.5
    if not half_even and zeros <= 22 and math.fmod(abs(value), unit) == half:
        value += value * DBL_EPSILON
    text = formatd(value, 'e', 17)
    mark = text.find('e')
    assert mark >= 0
    exponent = int(text[mark + 1:])
    kept = exponent - zeros
    if kept >= 0:
        return float(formatd(value, 'e', kept))
    if kept == -1 and (abs(value) > half or (abs(value) == half and not half_even)):
        return copysign(unit, value)
    return copysign(0.0, value)


# ---- others -----------------------------------------------------------------

def cbrt(x):
    """The cube root."""
    if x == 0.0 or not isfinite(x):
        return x
    root = copysign(math.pow(abs(x), 1.0 / 3.0), x)
    # One step of Newton's method makes up for 1/3 not being a float.
    return root - (root * root * root - x) / (3.0 * root * root)


def exp2(x):
    return math.pow(2.0, x)


def log2(x):
    """The binary logarithm, exact for powers of two."""
    if x <= 0.0:
        raise ValueError("math domain error")
    if not isfinite(x):
        return x
    mantissa, exponent = math.frexp(x)
    if mantissa == 0.5:
        return float(exponent - 1)
    if x > 1.0:
        return math.log(2.0 * mantissa) / math.log(2.0) + (exponent - 1)
    return math.log(mantissa) / math.log(2.0) + exponent


def float_as_rbigint_ratio(value):
    """Numerator and denominator, without common factors."""
    from rpython.rlib.rbigint import rbigint
    if isinf(value):
        raise OverflowError("cannot pass infinity to as_integer_ratio()")
    if isnan(value):
        raise ValueError("cannot pass nan to as_integer_ratio()")
    mantissa, exponent = math.frexp(value)
    for _ in range(300):
        if mantissa == math.floor(mantissa):
            break
        mantissa *= 2.0
        exponent -= 1
    numerator = rbigint.fromfloat(mantissa)
    one = rbigint.fromint(1)
    if exponent > 0:
        return numerator.lshift(exponent), one
    return numerator, one.lshift(-exponent)


def nextafter(x, y):
    """The number after x in the direction of y."""
    if isnan(x) or isnan(y):
        return x + y
    if x == y:
        return y
    if x == 0.0:
        return math.copysign(longlong2float(1), y)
    bits = float2longlong(x)
    # The order of the words of positive numbers is theirs; negative ones lie the other way round.
    if (x < y) == (x > 0.0):
        return longlong2float(bits + 1)
    return longlong2float(bits - 1)
