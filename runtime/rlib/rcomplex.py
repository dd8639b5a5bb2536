"""Complex numbers as pairs of floats, with the errors of Python's cmath: ValueError
where a function is not defined, OverflowError for results that are too large.

The functions of the C library treat infinities and NaNs as cmath does (C99, annex G).
"""
import math

from rpython.rlib.rfloat import isfinite, isinf, isnan, copysign, INFINITY
from __tw_lltype__ import Float, Signed, external

_c_real = external('tw_complex_real', [Signed, Float, Float], Float, pure=True)
_c_imag = external('tw_complex_imag', [Signed, Float, Float], Float, pure=True)

# The functions that tw_complex_* know.
(_SQRT, _ACOS, _ACOSH, _ASIN, _ASINH, _ATAN, _ATANH, _LOG, _EXP, _COSH, _SINH, _TANH,
 _COS, _SIN, _TAN) = range(15)


def _call(function, x, y):
    return (_c_real(function, x, y), _c_imag(function, x, y))


def _checked(result, x, y):
    """The result for (x, y), which must be finite if they are."""
    if isfinite(x) and isfinite(y) and (isinf(result[0]) or isinf(result[1])):
        raise OverflowError("math range error")
    return result


# ---- arithmetic -------------------------------------------------------------

def c_add(x, y):
    return (x[0] + y[0], x[1] + y[1])


def c_sub(x, y):
    return (x[0] - y[0], x[1] - y[1])


def c_mul(x, y):
    return (x[0] * y[0] - x[1] * y[1], x[0] * y[1] + x[1] * y[0])


def c_neg(r, i):
    return (-r, -i)


def c_div(x, y):
    """x / y by the larger part of y, so that its square is not needed (R. Smith,
    Algorithm 116, 1962)."""
    a, b = x
    c, d = y
    if abs(c) >= abs(d):
        if c == 0.0:
            raise ZeroDivisionError("complex division by zero")
        ratio = d / c
        scale = c + d * ratio
        return ((a + b * ratio) / scale, (b - a * ratio) / scale)
    if isnan(c) or isnan(d):
        return (c * d, c * d)
    ratio = c / d
    scale = c * ratio + d
    return ((a * ratio + b) / scale, (b * ratio - a) / scale)


def c_pow(x, y):
    base_real, base_imag = x
    real, imag = y
    if real == 0.0 and imag == 0.0:
        return (1.0, 0.0)
    if base_real == 0.0 and base_imag == 0.0:
        if imag != 0.0 or real < 0.0:
            raise ZeroDivisionError("0.0 to a negative or complex power")
        return (0.0, 0.0)
    size = math.hypot(base_real, base_imag)
    angle = math.atan2(base_imag, base_real)
    length = math.pow(size, real)
    phase = angle * real
    if imag != 0.0:
        length /= math.exp(angle * imag)
        phase += imag * math.log(size)
    return (length * math.cos(phase), length * math.sin(phase))


# ---- powers and logarithms --------------------------------------------------

def c_sqrt(x, y):
    return _call(_SQRT, x, y)


def c_log(x, y):
    if x == 0.0 and y == 0.0:
        raise ValueError("math domain error")
    return _call(_LOG, x, y)


_LOG_10 = math.log(10.0)


def c_log10(x, y):
    real, imag = c_log(x, y)
    return (real / _LOG_10, imag / _LOG_10)


def c_exp(x, y):
    if isinf(y) and (isfinite(x) or x == INFINITY):
        raise ValueError("math domain error")
    return _checked(_call(_EXP, x, y), x, y)


# ---- hyperbolic functions ---------------------------------------------------

def c_cosh(x, y):
    if isinf(y) and not isnan(x):
        raise ValueError("math domain error")
    return _checked(_call(_COSH, x, y), x, y)


def c_sinh(x, y):
    if isinf(y) and not isnan(x):
        raise ValueError("math domain error")
    return _checked(_call(_SINH, x, y), x, y)


def c_tanh(x, y):
    if isinf(y) and isfinite(x):
        raise ValueError("math domain error")
    return _call(_TANH, x, y)


def c_acosh(x, y):
    return _call(_ACOSH, x, y)


def c_asinh(x, y):
    return _call(_ASINH, x, y)


def c_atanh(x, y):
    if y == 0.0 and abs(x) == 1.0:
        raise ValueError("math domain error")
    return _call(_ATANH, x, y)


# ---- angles -----------------------------------------------------------------

def c_cos(r, i):
    if isinf(r) and not isnan(i):
        raise ValueError("math domain error")
    return _checked(_call(_COS, r, i), r, i)


def c_sin(r, i):
    if isinf(r) and not isnan(i):
        raise ValueError("math domain error")
    return _checked(_call(_SIN, r, i), r, i)


def c_tan(r, i):
    if isinf(r) and isfinite(i):
        raise ValueError("math domain error")
    return _call(_TAN, r, i)


def c_acos(x, y):
    return _call(_ACOS, x, y)


def c_asin(x, y):
    return _call(_ASIN, x, y)


def c_atan(x, y):
    if x == 0.0 and abs(y) == 1.0:
        raise ValueError("math domain error")
    return _call(_ATAN, x, y)


# ---- polar coordinates ------------------------------------------------------

def c_rect(r, phi):
    if isinf(phi) and r != 0.0 and not isnan(r):
        raise ValueError("math domain error")
    if r == 0.0:
        return (0.0, 0.0)
    if isinf(r) and isfinite(phi) and phi != 0.0:
        real = copysign(INFINITY, math.cos(phi))
        imag = copysign(INFINITY, math.sin(phi))
        if r < 0.0:
            return (-real, -imag)
        return (real, imag)
    if isinf(r) and phi == 0.0:
        return (r, math.copysign(1.0, r) * phi)
    return (r * math.cos(phi), r * math.sin(phi))


def c_phase(x, y):
    return math.atan2(y, x)


def c_abs(r, i):
    if isinf(r) or isinf(i):
        return INFINITY
    return math.hypot(r, i)


def c_polar(r, i):
    return (c_abs(r, i), c_phase(r, i))


# ---- kinds of numbers -------------------------------------------------------

def c_isinf(r, i):
    return isinf(r) or isinf(i)


def c_isnan(r, i):
    return isnan(r) or isnan(i)


def c_isfinite(r, i):
    return isfinite(r) and isfinite(i)
