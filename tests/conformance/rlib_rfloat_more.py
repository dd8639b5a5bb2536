# rfloat: formatd in all codes and flags, rounding, parsing, classification, special functions.
import math
from rpython.rlib import rfloat
from rpython.rlib.rfloat import (formatd, round_double, string_to_float, double_to_string, DTSF_ADD_DOT_0, DTSF_ALT,
    DTSF_SIGN, DTSF_CUT_EXP_0, DTSF_STR_PRECISION, INFINITY, NAN, isfinite, round_away, float_as_rbigint_ratio)
from rpython.rlib.rstring import ParseStringError


def parse(s):
    try:
        return formatd(string_to_float(s), 'r', 0)
    except ParseStringError:
        return "error"


def entry_point(argv):
    one = float(len(argv))
    values = [0.0, -0.0, 1.0, 0.1, -1.5, 123456789.125, 1e16, 1e15, 1e-5, 1e22, 1.7976931348623157e308, 5e-324, INFINITY, -INFINITY, NAN, 2.0 / 3.0, 1e100, 0.00012345]
    for x in values:
        x = x * one
        for code in ['e', 'f', 'g', 'E', 'F', 'G']:
            if code in 'fF' and abs(x) > 1e50:
                continue
            print formatd(x, code, 3), formatd(x, code, 0), formatd(x, code, 12),
        print formatd(x, 'r', 0), formatd(x, 'r', 0, DTSF_ADD_DOT_0), formatd(x, 'g', 12, DTSF_ADD_DOT_0)
        print formatd(x, 'g', 6, DTSF_ALT), formatd(x, 'e', 2, DTSF_SIGN), formatd(x, 'g', 4, DTSF_CUT_EXP_0), formatd(x, 'r', 0, DTSF_SIGN | DTSF_ADD_DOT_0)
        s, special = double_to_string(x, 'g', DTSF_STR_PRECISION, DTSF_ADD_DOT_0)
        print s, special, int(isfinite(x)), int(math.isnan(x)), int(math.isinf(x))
    for x in [0.5, 1.5, 2.5, -0.5, -2.5, 2.675, 1.005, 1234.5678, -1234.5678, 1e20, 0.125, 5e-324]:
        x = x * one
        for n in [0, 1, 2, 3, -1, -2, 20]:
            print formatd(round_double(x, n), 'r', 0), formatd(round_double(x, n, True), 'r', 0),
        print formatd(round_away(x), "r", 0)
    for s in ["1", "1.5", " 2.5 ", "-.5", "5.", ".", "", "1e5", "1e", "1e400", "-1e-400", "inf", "-Infinity", "nan", "1_0", "0x10", "1.5abc", "+3", "1e+5", "1E-3", "123456789012345678901234567890", "0.1e1"]:
        print parse(s),
    print
    for x in [0.5, 1.5, 3.0, 10.0, 0.001, 2.5]:
        x = x * one
        print formatd(math.sqrt(x), 'g', 12), formatd(rfloat.expm1(x), 'g', 12), formatd(rfloat.log1p(x), 'g', 12), formatd(rfloat.asinh(x), 'g', 12), formatd(rfloat.log2(x), 'g', 12),
        print formatd(rfloat.erf(x), 'g', 10), formatd(rfloat.erfc(x), 'g', 10), formatd(rfloat.gamma(x), 'g', 10), formatd(rfloat.lgamma(x), 'g', 10)
    print formatd(rfloat.acosh(2.0 * one), 'g', 12), formatd(rfloat.atanh(0.5 * one), 'g', 12)
    for x in [0.5, -0.75, 3.0, 1e20, 0.1]:
        n, d = float_as_rbigint_ratio(x * one)
        print n.str(), d.str()
    try:
        float_as_rbigint_ratio(INFINITY * one)
    except OverflowError:
        print "ovf"
    try:
        float_as_rbigint_ratio(NAN * one)
    except ValueError:
        print "nan"
    try:
        round_double(1.7e308 * one, -308)
        print "ok"
    except OverflowError:
        print "ovf"
    print rfloat.DBL_MANT_DIG, rfloat.DBL_MAX_EXP, rfloat.DBL_MIN_EXP, formatd(rfloat.DBL_EPSILON, 'r', 0), formatd(rfloat.DBL_MAX, 'r', 0), formatd(rfloat.DBL_MIN, 'r', 0)
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
