# Constants of the full width, masks, negative numbers.
# translated-only: bools print as numbers, str() of floats has six digits, or constant reads fold.


import sys
from rpython.rlib.rarithmetic import intmask, r_uint
BIG = 0xFFFFFFFF
MASK = (1 << 62) - 1
NEG = -sys.maxint - 1
FL = 1e10


def entry_point(argv):
    n = int(argv[1])
    print (n * 0x12345678) & BIG, (n << 60) & MASK, NEG + n, int(FL) + n, sys.maxint - n
    print n * -1, -n // 2, (-n) % 3, n >> 1, ~n & 0xFF
    x = n
    x += 0x7FFFFFFFFFFFFFFF
    print x
    print n & (2 ** 64 - 1 >> 33), intmask(r_uint(2 ** 64 - 1)), intmask(2 ** 64 + 5)
    print n - (2 ** 63 - 1), n ^ -2 ** 63
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
