# rcomplex: arithmetic, powers, elementary functions, errors.
from rpython.rlib import rcomplex


def show(name, pair):
    r, i = pair
    print name, "%.6f %.6f" % (r + 0.0, i + 0.0)


def entry_point(argv):
    values = [(1.5, -2.25), (0.5, 0.5), (-3.0, 4.0), (2.0, 0.0), (0.0, -1.5)]
    for x in values:
        for y in values:
            show("add", rcomplex.c_add(x, y))
            show("sub", rcomplex.c_sub(x, y))
            show("mul", rcomplex.c_mul(x, y))
            show("div", rcomplex.c_div(x, y))
            show("pow", rcomplex.c_pow(x, y))
    for r, i in values:
        show("neg", rcomplex.c_neg(r, i))
        show("sqrt", rcomplex.c_sqrt(r, i))
        show("acos", rcomplex.c_acos(r, i))
        show("acosh", rcomplex.c_acosh(r, i))
        show("asin", rcomplex.c_asin(r, i))
        show("asinh", rcomplex.c_asinh(r, i))
        show("atan", rcomplex.c_atan(r, i))
        show("atanh", rcomplex.c_atanh(r, i))
        show("log", rcomplex.c_log(r, i))
        show("log10", rcomplex.c_log10(r, i))
        show("exp", rcomplex.c_exp(r, i))
        show("cosh", rcomplex.c_cosh(r, i))
        show("sinh", rcomplex.c_sinh(r, i))
        show("tanh", rcomplex.c_tanh(r, i))
        show("cos", rcomplex.c_cos(r, i))
        show("sin", rcomplex.c_sin(r, i))
        show("tan", rcomplex.c_tan(r, i))
        show("rect", rcomplex.c_rect(r, i))
        show("polar", rcomplex.c_polar(r, i))
        print "abs %.6f phase %.6f" % (rcomplex.c_abs(r, i), rcomplex.c_phase(r, i))
    try:
        rcomplex.c_div((1.0, 1.0), (0.0, 0.0))
    except ZeroDivisionError:
        print "ZeroDivisionError"
    try:
        rcomplex.c_log(0.0, 0.0)
    except ValueError:
        print "ValueError"
    try:
        rcomplex.c_exp(1000.0, 1.0)
    except OverflowError:
        print "OverflowError"
    try:
        rcomplex.c_atanh(1.0, 0.0)
    except ValueError:
        print "ValueError"
    try:
        rcomplex.c_pow((0.0, 0.0), (-1.0, 0.0))
    except ZeroDivisionError:
        print "ZeroDivisionError"
    inf = 1e200 * 1e200
    print int(rcomplex.c_isinf(inf, 0.0)), int(rcomplex.c_isnan(inf - inf, 0.0)), int(rcomplex.c_isfinite(1.0, 2.0))
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
