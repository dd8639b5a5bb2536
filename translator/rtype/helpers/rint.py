"""Integer operations that are more than one low-level operation.

The low-level division rounds towards zero; Python's rounds towards minus
infinity. Names: _zer tests for a zero divisor, _ovf for the one quotient that
does not fit (the smallest int divided by -1).
"""
from __tw_lltype__ import Signed, Unsigned, llop

MIN_INT = -0x7fffffffffffffff - 1


def ll_floordiv(x, y):
    quotient = llop.int_floordiv(Signed, x, y)
    rest = x - quotient * y
    # The rest has the sign of x. Where y has the other one, the quotient was
    # rounded up.
    if rest != 0 and (rest ^ y) < 0:
        quotient -= 1
    return quotient
ll_floordiv._elidable_function_ = True
ll_floordiv.oopspec = 'int.py_div(x, y)'


def ll_floordiv_zer(x, y):
    if y == 0:
        raise ZeroDivisionError
    return ll_floordiv(x, y)


def ll_floordiv_ovf(x, y):
    if y == -1 and x == MIN_INT:
        raise OverflowError
    return ll_floordiv(x, y)


def ll_floordiv_ovf_zer(x, y):
    if y == 0:
        raise ZeroDivisionError
    return ll_floordiv_ovf(x, y)


def ll_mod(x, y):
    rest = llop.int_mod(Signed, x, y)
    if rest != 0 and (rest ^ y) < 0:
        rest += y
    return rest
ll_mod._elidable_function_ = True
ll_mod.oopspec = 'int.py_mod(x, y)'


def ll_mod_zer(x, y):
    if y == 0:
        raise ZeroDivisionError
    return ll_mod(x, y)


def ll_mod_ovf(x, y):
    if y == -1 and x == MIN_INT:
        raise OverflowError
    return ll_mod(x, y)


def ll_mod_ovf_zer(x, y):
    if y == 0:
        raise ZeroDivisionError
    return ll_mod_ovf(x, y)


def ll_ufloordiv_zer(x, y):
    if y == 0:
        raise ZeroDivisionError
    return llop.uint_floordiv(Unsigned, x, y)


def ll_umod_zer(x, y):
    if y == 0:
        raise ZeroDivisionError
    return llop.uint_mod(Unsigned, x, y)


def ll_neg_ovf(x):
    if x == MIN_INT:
        raise OverflowError
    return -x


def ll_abs_ovf(x):
    if x == MIN_INT:
        raise OverflowError
    return abs(x)


def ll_lshift_ovf(x, count):
    shifted = x << count
    if shifted >> count != x:
        raise OverflowError
    return shifted


def ll_pow(base, exponent):
    result = 1
    while exponent > 0:
        if exponent & 1:
            result *= base
        base *= base
        exponent >>= 1
    return result


def ll_int_hash(x):
    return x


def ll_bool_hash(x):
    return llop.cast_bool_to_int(Signed, x)


def ll_min(x, y):
    if y < x:
        return y
    return x


def ll_max(x, y):
    if y > x:
        return y
    return x


def ll_check_chr(x):
    if x < 0 or x > 255:
        raise ValueError
    return chr(x)


def ll_check_unichr(x):
    if x < 0 or x > 0x10ffff:
        raise ValueError
    return unichr(x)
