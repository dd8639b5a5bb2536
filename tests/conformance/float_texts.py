# formatd in all its forms, at the borders between plain and exponent notation.
from rpython.rlib.rfloat import (
    DTSF_ADD_DOT_0, DTSF_ALT, DTSF_CUT_EXP_0, DTSF_SIGN, DTSF_STR_PRECISION, INFINITY, NAN,
    formatd, round_double)

NUMBERS = [1e10, 1e11, 1.5e11, 123456789012.5, 1e12, 1e15, 1e16, 123456789012345678.0,
           1e-4, 1e-5, 0.00012345, 99999999999.95, 999999999999.95, 0.0, -0.0]


def entry_point(argv):
    unit = float(len(argv))
    for number in NUMBERS:
        x = number * unit
        print formatd(x, 'g', DTSF_STR_PRECISION, DTSF_ADD_DOT_0), formatd(x, 'r', 0, DTSF_ADD_DOT_0),
        print formatd(x, 'g', 12), formatd(x, 'r', 0), formatd(x, 'G', 5, DTSF_ADD_DOT_0),
        print formatd(x, 'g', 0), formatd(x, 'g', 5, DTSF_ALT), formatd(x, 'e', 0, DTSF_ALT),
        print formatd(x, 'f', 0, DTSF_ADD_DOT_0), formatd(x, 'F', 1, DTSF_SIGN),
        print formatd(-x, 'g', 3, DTSF_SIGN | DTSF_ADD_DOT_0 | DTSF_ALT), formatd(x, 'g', 17),
        print formatd(x, 'E', 2, DTSF_CUT_EXP_0), formatd(x, 'f', 60)
    for x in [INFINITY * unit, -INFINITY, NAN]:
        print formatd(x, 'G', 4), formatd(x, 'r', 0, DTSF_SIGN), formatd(x, 'F', 0, DTSF_ADD_DOT_0)
    for digits in [2, 0, -2]:
        for x in [0.0, -0.0, -0.001, 2.675, -149.5]:
            print formatd(round_double(x * unit, digits), 'r', 0),
            print formatd(round_double(x * unit, digits, half_even=True), 'r', 0),
        print
    return 0


def target(driver, args):
    return entry_point, None
