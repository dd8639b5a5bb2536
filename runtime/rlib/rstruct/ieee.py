"""Floats in the IEEE 754 formats of 16, 32 and 64 bits, and in the extended format of
80 bits."""
import math

from rpython.rlib.longlong2float import float2longlong, longlong2float
from rpython.rlib.rarithmetic import intmask, r_ulonglong
from rpython.rlib.rfloat import INFINITY, NAN

_ONE = r_ulonglong(1)
_ZERO = r_ulonglong(0)


def round_to_nearest(x):
    """The integer next to a finite x >= 0, as r_ulonglong; halves go to the even one."""
    whole = r_ulonglong(x)
    rest = x - float(whole)
    if rest > 0.5 or (rest == 0.5 and whole & _ONE):
        whole += _ONE
    return whole


def _format(size):
    """Least exponent, greatest exponent (both of fractions below 1), bits of the
    mantissa."""
    if size == 8:
        return -1021, 1024, 53
    if size == 4:
        return -125, 128, 24
    if size == 2:
        return -13, 16, 11
    raise ValueError("invalid size value")


def float_pack(x, size):
    """The bits of x in the format of that many bytes, as an r_ulonglong; OverflowError
    if x is too large for it."""
    if size == 8:
        return r_ulonglong(float2longlong(x))
    min_exp, max_exp, digits = _format(size)
    sign = math.copysign(1.0, x) < 0.0
    special = max_exp - min_exp + 2
    hidden = _ONE << r_ulonglong(digits - 1)
    if math.isinf(x):
        mantissa, exponent = _ZERO, special
    elif math.isnan(x):
        payload = r_ulonglong(float2longlong(x)) & ((_ONE << r_ulonglong(52)) - _ONE)
        mantissa, exponent = payload >> r_ulonglong(53 - digits), special
        if mantissa == _ZERO:
            mantissa = hidden >> _ONE
    elif x == 0.0:
        mantissa, exponent = _ZERO, 0
    else:
        mantissa, exponent = _rounded(abs(x), min_exp, digits)
        if exponent >= special:
            raise OverflowError("float too large to pack in this format")
    bits = r_ulonglong(exponent) << r_ulonglong(digits - 1) | mantissa
    if sign:
        bits |= _ONE << r_ulonglong(8 * size - 1)
    return bits


def _rounded(x, min_exp, digits):
    """Mantissa without its highest bit, and biased exponent, of x > 0."""
    fraction, exponent = math.frexp(x)
    exponent -= min_exp - 1
    hidden = _ONE << r_ulonglong(digits - 1)
    if exponent > 0:
        mantissa = round_to_nearest(math.ldexp(fraction, digits)) - hidden
    else:                       # subnormal
        mantissa = round_to_nearest(math.ldexp(fraction, exponent + digits - 1))
        exponent = 0
    if mantissa == hidden:      # rounding carried into the next power of two
        return _ZERO, exponent + 1
    return mantissa, exponent


def float_unpack(Q, size):
    """The float of the bits that float_pack() gives."""
    if size == 8:
        return longlong2float(intmask(Q))
    min_exp, max_exp, digits = _format(size)
    hidden = _ONE << r_ulonglong(digits - 1)
    special = max_exp - min_exp + 2
    mantissa = r_ulonglong(Q) & (hidden - _ONE)
    exponent = intmask(r_ulonglong(Q) >> r_ulonglong(digits - 1)) & ((1 << (8 * size - digits)) - 1)
    if exponent == special:
        if mantissa == _ZERO:
            result = INFINITY
        else:
            bits = (r_ulonglong(0x7ff) << r_ulonglong(52) |
                    mantissa << r_ulonglong(53 - digits))
            result = longlong2float(intmask(bits))
    elif exponent == 0:
        result = math.ldexp(float(mantissa), min_exp - digits)
    else:
        result = math.ldexp(float(mantissa + hidden), exponent + min_exp - digits - 1)
    if r_ulonglong(Q) >> r_ulonglong(8 * size - 1):
        return -result
    return result


# ---- the format of 80 bits --------------------------------------------------

_BIAS_80 = 16383
_SPECIAL_80 = 0x7fff


def _check_size_80(size):
    if size != 10 and size != 12 and size != 16:
        raise ValueError("invalid size value")


def float_pack80(x, size):
    """Mantissa with its highest bit, and sign and exponent."""
    _check_size_80(size)
    x = float(x)
    top = _ONE << r_ulonglong(63)
    if math.isinf(x):
        mantissa, exponent = top, _SPECIAL_80
    elif math.isnan(x):
        mantissa, exponent = top | top >> _ONE, _SPECIAL_80
    elif x == 0.0:
        mantissa, exponent = _ZERO, 0
    else:
        fraction, power = math.frexp(abs(x))
        mantissa = r_ulonglong(math.ldexp(fraction, 53)) << r_ulonglong(11)
        exponent = power - 1 + _BIAS_80
    if math.copysign(1.0, x) < 0.0:
        exponent |= 0x8000
    return (mantissa, r_ulonglong(exponent))


def float_unpack80(QQ, size):
    """The float next to what float_pack80() gives."""
    _check_size_80(size)
    mantissa, top = QQ[0], intmask(QQ[1])
    exponent = top & _SPECIAL_80
    if exponent == _SPECIAL_80:
        result = NAN if mantissa << _ONE else INFINITY
    else:
        result = math.ldexp(float(mantissa), exponent - _BIAS_80 - 63)
    if top & 0x8000:
        return -result
    return result


# ---- bytes ------------------------------------------------------------------

def pack_float(*args):
    """pack_float(buffer, position, x, size, bigendian) writes into a buffer with
    setitem(); pack_float(list, x, size, bigendian) appends a string."""
    if len(args) == 4:
        result, x, size, be = args
        result.append(_bytes(intmask(float_pack(x, size)), size, be))
    else:
        wbuf, pos, x, size, be = args
        pack_float_to_buffer(wbuf, pos, intmask(float_pack(x, size)), size, be)


def pack_float_to_buffer(wbuf, pos, value, size, be):
    for i in range(size):
        where = size - 1 - i if be else i
        wbuf.setitem(pos + where, chr((value >> (i * 8)) & 0xff))


def _bytes(value, size, be):
    chars = [chr((value >> (i * 8)) & 0xff) for i in range(size)]
    if be:
        chars.reverse()
    return ''.join(chars)


def pack_float80(result, x, size, be):
    """Appends a string of `size` bytes, with zeros beyond the tenth."""
    mantissa, top = float_pack80(x, size)
    text = _bytes(intmask(mantissa), 8, False) + _bytes(intmask(top), 2, False)
    text += '\x00' * (size - 10)
    chars = [c for c in text]
    if be:
        chars.reverse()
    result.append(''.join(chars))


def _unsigned(s, start, stop, be):
    """The number of the bytes start .. stop - 1, counted from the lowest."""
    result = _ZERO
    for i in range(start, stop):
        c = s[len(s) - 1 - i] if be else s[i]
        result |= r_ulonglong(ord(c)) << r_ulonglong((i - start) * 8)
    return result


def unpack_float(s, be):
    return float_unpack(_unsigned(s, 0, min(len(s), 8), be), len(s))


def unpack_float80(s, be):
    return float_unpack80((_unsigned(s, 0, 8, be), _unsigned(s, 8, 10, be)), len(s))
