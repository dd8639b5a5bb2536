# r_longfloat: prebuilt, chosen at run time, back to float.
# compiled-only: the low-level interpreter has no numbers of 80 bits.
from rpython.rlib.rarithmetic import r_longfloat

LONG = r_longfloat(1.5)


def choose(n):
    if n > 5:
        return LONG
    return r_longfloat(n / 4.0)


def entry_point(argv):
    n = int(argv[1])
    print float(choose(n)) + 0.5, float(choose(n + 1))
    return 0


def target(driver, args):
    return entry_point, None
