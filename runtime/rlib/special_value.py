"""Kinds of floats where complex functions need to tell them apart."""
import math

ST_NINF, ST_NEG, ST_NZERO, ST_PZERO, ST_POS, ST_PINF, ST_NAN = range(7)


def special_type(d):
    """One of ST_*: infinities, finite numbers by sign, zeros by sign, NaN."""
    if math.isnan(d):
        return ST_NAN
    negative = math.copysign(1.0, d) < 0.0
    if math.isinf(d):
        return ST_NINF if negative else ST_PINF
    if d == 0.0:
        return ST_NZERO if negative else ST_PZERO
    return ST_NEG if negative else ST_POS
