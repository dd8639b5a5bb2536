# Formats of floats and functions of math.
# translated-only: bools print as numbers, str() of floats has six digits, or constant reads fold.


import math
from rpython.rlib.rfloat import formatd


def entry_point(argv):
    n = int(argv[1])
    x = n / 2.0
    print "%.2f %5.1f|%-8.3f|%08.2f|%e|%g|%G|%+.1f" % (x, x, x, x, x, x, x * 1e20, x)
    print formatd(x, 'r', 0), formatd(0.1, 'r', 0), formatd(1e100, 'r', 0), formatd(x, 'f', 3), formatd(x, 'g', 12), formatd(x, 'e', 2)
    print int(math.floor(x)), int(math.ceil(x)), int(math.sqrt(16.0)), int(math.pow(2.0, 10.0)), math.fabs(-x) == 2.5
    print x // 1.0 == 2.0, x % 1.0 == 0.5, -x // 1.0 == -3.0
    print math.fmod(7.5, 2.0) == 1.5
    print float("2.5") == 2.5, float(" 3 ") == 3.0, float("1e3") == 1000.0
    try:
        float("abc")
    except ValueError:
        print "VE"
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
