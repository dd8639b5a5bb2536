# Infinities, not-a-number, rounding.
# translated-only: bools print as numbers, str() of floats has six digits, or constant reads fold.


import math


def entry_point(argv):
    n = int(argv[1])
    inf = 1e308 * 10 * n
    nan = inf - inf
    print int(nan == nan), int(nan != nan), int(inf > 1e308), int(-inf < 0), int(math.isnan(nan)), int(math.isinf(inf))
    print "%.3f" % math.sin(n), "%.3f" % math.atan2(1.0, n), "%.3f" % math.log(n), "%.3f" % math.exp(1.0), "%.4f" % math.pi
    x = 0.1
    t = 0.0
    for i in range(10): t += x
    print int(t == 1.0), "%.17g" % t
    print int(2.0 ** n), int(float(n) ** 2), "%.3f" % (n ** 0.5)
    print 3, int(1e15), int(-1.5 // 1), "%.1f" % (-7.5 % 2)
    print float(n) / 2 == 2.5, 7 / 2.0 == 3.5
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
