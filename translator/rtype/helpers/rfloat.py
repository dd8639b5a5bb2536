"""Float operations that are more than one low-level operation."""
from __tw_lltype__ import Float, Signed, external, intmask, llop

c_floor = external('floor', [Float], Float, include='<math.h>', pure=True)
c_fmod = external('fmod', [Float, Float], Float, include='<math.h>', pure=True)
c_pow = external('pow', [Float, Float], Float, include='<math.h>', pure=True)


def ll_float_mod(x, y):
    rest = c_fmod(x, y)
    # The rest has the sign of x; Python's has that of y.
    if rest != 0.0 and (rest < 0.0) != (y < 0.0):
        rest += y
    return rest


def ll_float_floordiv(x, y):
    return c_floor(x / y)


def ll_float_pow(x, y):
    return c_pow(x, y)


def ll_float_hash(x):
    """Equal numbers hash equally, ints included."""
    whole = llop.cast_float_to_int(Signed, x)
    if llop.cast_int_to_float(Float, whole) == x:
        return whole
    bits = llop.convert_float_bytes_to_longlong(Signed, x)
    return intmask(bits ^ (bits >> 29))
