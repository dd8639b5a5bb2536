"""The functions of math for translated programs: those of the C library, with
Python's errors: ValueError outside the domain, OverflowError for a finite
argument with an infinite result.
"""
from __tw_lltype__ import Float, INT32, Signed, external
from rpython.rlib.objectmodel import enforceargs

INFINITY = 1e200 * 1e200
NAN = INFINITY / INFINITY


def _unary(name):
    return external(name, [Float], Float, pure=True)


def _binary(name):
    return external(name, [Float, Float], Float, pure=True)

_sqrt = _unary('sqrt')
_floor = _unary('floor')
_ceil = _unary('ceil')
_fabs = _unary('fabs')
_sin = _unary('sin')
_cos = _unary('cos')
_tan = _unary('tan')
_asin = _unary('asin')
_acos = _unary('acos')
_atan = _unary('atan')
_sinh = _unary('sinh')
_cosh = _unary('cosh')
_tanh = _unary('tanh')
_asinh = _unary('asinh')
_acosh = _unary('acosh')
_atanh = _unary('atanh')
_exp = _unary('exp')
_expm1 = _unary('expm1')
_log = _unary('log')
_log10 = _unary('log10')
_log1p = _unary('log1p')
_erf = _unary('erf')
_erfc = _unary('erfc')
_tgamma = _unary('tgamma')
_lgamma = _unary('lgamma')
_pow = _binary('pow')
_fmod = _binary('fmod')
_atan2 = _binary('atan2')
_hypot = _binary('hypot')
_copysign = _binary('copysign')
_ldexp = external('ldexp', [Float, INT32], Float, pure=True)
_frexp = external('tw_math_frexp', [Float], Float, pure=True)
_exponent = external('tw_math_exponent', [Float], Signed, pure=True)
_trunc = _unary('trunc')


@enforceargs(float)
def math_isnan(x):
    return x != x


@enforceargs(float)
def math_isinf(x):
    return x == INFINITY or x == -INFINITY


def isfinite(x):
    return x - x == 0.0


# ---- everywhere defined -----------------------------------------------------

@enforceargs(float)
def math_floor(x):
    return _floor(x)


@enforceargs(float)
def math_ceil(x):
    return _ceil(x)


@enforceargs(float)
def math_fabs(x):
    return _fabs(x)


@enforceargs(float)
def math_atan(x):
    return _atan(x)


@enforceargs(float)
def math_tanh(x):
    return _tanh(x)


@enforceargs(float)
def math_asinh(x):
    return _asinh(x)


@enforceargs(float, float)
def math_atan2(y, x):
    return _atan2(y, x)


@enforceargs(float, float)
def math_copysign(x, y):
    return _copysign(x, y)


# ---- a domain ---------------------------------------------------------------

@enforceargs(float)
def math_sqrt(x):
    if x < 0.0:
        raise ValueError("math domain error")
    return _sqrt(x)


@enforceargs(float)
def math_sin(x):
    if math_isinf(x):
        raise ValueError("math domain error")
    return _sin(x)


@enforceargs(float)
def math_cos(x):
    if math_isinf(x):
        raise ValueError("math domain error")
    return _cos(x)


@enforceargs(float)
def math_tan(x):
    if math_isinf(x):
        raise ValueError("math domain error")
    return _tan(x)


@enforceargs(float)
def math_asin(x):
    if x < -1.0 or x > 1.0:
        raise ValueError("math domain error")
    return _asin(x)


@enforceargs(float)
def math_acos(x):
    if x < -1.0 or x > 1.0:
        raise ValueError("math domain error")
    return _acos(x)


@enforceargs(float)
def math_acosh(x):
    if x < 1.0:
        raise ValueError("math domain error")
    return _acosh(x)


@enforceargs(float)
def math_atanh(x):
    if x <= -1.0 or x >= 1.0:
        raise ValueError("math domain error")
    return _atanh(x)


@enforceargs(float)
def math_log(x):
    if x <= 0.0:
        raise ValueError("math domain error")
    return _log(x)


@enforceargs(float)
def math_log10(x):
    if x <= 0.0:
        raise ValueError("math domain error")
    return _log10(x)


@enforceargs(float)
def math_log1p(x):
    if x <= -1.0:
        raise ValueError("math domain error")
    return _log1p(x)


@enforceargs(float, float)
def math_fmod(x, y):
    if isfinite(x) and math_isinf(y):
        return x
    if y == 0.0 or math_isinf(x):
        if not math_isnan(x) and not math_isnan(y):
            raise ValueError("math domain error")
    return _fmod(x, y)


# ---- a range ----------------------------------------------------------------

def _finite(x, result):
    """The result for x, which must not be infinite unless x is."""
    if math_isinf(result) and isfinite(x):
        raise OverflowError("math range error")
    return result


@enforceargs(float)
def math_exp(x):
    return _finite(x, _exp(x))


@enforceargs(float)
def math_expm1(x):
    return _finite(x, _expm1(x))


@enforceargs(float)
def math_sinh(x):
    return _finite(x, _sinh(x))


@enforceargs(float)
def math_cosh(x):
    return _finite(x, _cosh(x))


@enforceargs(float, float)
def math_hypot(x, y):
    result = _hypot(x, y)
    if math_isinf(result) and isfinite(x) and isfinite(y):
        raise OverflowError("math range error")
    return result


@enforceargs(float, float)
def math_pow(x, y):
    result = _pow(x, y)
    if isfinite(result) or not isfinite(x) or not isfinite(y):
        return result
    if math_isnan(result) or x == 0.0:
        raise ValueError("math domain error")
    raise OverflowError("math range error")


@enforceargs(float, int)
def math_ldexp(x, exponent):
    if exponent > 2200:         # further steps change nothing
        exponent = 2200
    elif exponent < -2200:
        exponent = -2200
    return _finite(x, _ldexp(x, exponent))


# ---- two results ------------------------------------------------------------

@enforceargs(float)
def math_frexp(x):
    if not isfinite(x) or x == 0.0:
        return x, 0
    return _frexp(x), _exponent(x)


@enforceargs(float)
def math_modf(x):
    if math_isinf(x):
        return _copysign(0.0, x), x
    whole = _trunc(x)
    return _copysign(x - whole, x), whole


# ---- names that only rfloat has ---------------------------------------------

@enforceargs(float)
def math_erf(x):
    return _erf(x)


@enforceargs(float)
def math_erfc(x):
    return _erfc(x)


@enforceargs(float)
def math_gamma(x):
    if x == -INFINITY or (x <= 0.0 and x == _floor(x)):
        raise ValueError("math domain error")
    return _finite(x, _tgamma(x))


@enforceargs(float)
def math_lgamma(x):
    if x <= 0.0 and x == _floor(x) and isfinite(x):
        raise ValueError("math domain error")
    if math_isinf(x):
        return INFINITY
    return _finite(x, _lgamma(x))


@enforceargs(float)
def math_degrees(x):
    return x * 57.29577951308232


@enforceargs(float)
def math_radians(x):
    return x * 0.017453292519943295


