# r_singlefloat and the bits of floats.
# translated-only: bools print as numbers, str() of floats has six digits, or constant reads fold.


from rpython.rlib.rarithmetic import r_singlefloat
from rpython.rlib.longlong2float import float2longlong, longlong2float


def entry_point(argv):
    n = int(argv[1])
    f = r_singlefloat(n / 3.0)
    print "%.9f" % float(f)
    print float2longlong(1.5), longlong2float(float2longlong(n * 1.0)) == 5.0
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
