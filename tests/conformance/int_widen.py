# widen() gives plain ints of what is narrower than one, at import time and at run time.
from rpython.rlib.rarithmetic import r_int32, r_uint32, r_uint, r_longlong, widen, intmask

LARGE = widen(r_uint32(0xffffffff)) * 2
LOW = widen(r_int32(-2 ** 31)) - 1


def entry_point(argv):
    n = int(argv[1])
    low = r_int32(n + 2147483640)
    high = r_uint32(0xfffffff0) + r_uint32(n)
    print widen(low), widen(low) + 1, widen(high), widen(high) * 2, widen(r_longlong(n)) - 8
    print widen(r_uint(n)) - 8, widen(n > 3) + n, widen(n) + 1
    print LARGE, LOW, LARGE + n
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
