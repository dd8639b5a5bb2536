# The neighbours of floats.
from rpython.rlib.rfloat import INFINITY, NAN, formatd, isnan, nextafter


def show(x):
    print formatd(x, 'r', 0)


def entry_point(argv):
    one = float(len(argv)) / float(len(argv))
    show(nextafter(one, INFINITY))
    show(nextafter(one, -INFINITY))
    show(nextafter(-one, 0.0))
    show(nextafter(one * 4503599627370496.0, 0.0))
    show(nextafter(one * 9223372036854775808.0, -1.0))
    show(nextafter(one - one, one))
    show(nextafter(one - one, -one))
    show(nextafter(one * INFINITY, 0.0))
    show(nextafter(one * -INFINITY, 0.0))
    show(nextafter(one * 1.7976931348623157e308, INFINITY))
    show(nextafter(one + one, 2.0))
    print int(isnan(nextafter(one, NAN))), int(isnan(nextafter(one * NAN, 1.0)))
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
