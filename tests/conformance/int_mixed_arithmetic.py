# Arithmetic between bools, ints, floats and integers of other widths.
# translated-only: bools print as numbers, str() of floats has six digits, or constant reads fold.


from rpython.rlib.rarithmetic import r_uint, r_longlong, r_ulonglong, intmask


def entry_point(argv):
    n = int(argv[1])
    print r_uint(n) + r_uint(1), r_longlong(n) + 1, r_longlong(n) * n
    print n + True, True + True, int(n > 3) + 1, -True, True * 3, True & (n > 3), (n > 3) | False, (n > 3) ^ True
    print n * 1.5 == 7.5, 2 / 4.0 == 0.5, n - 0.5 > 4
    print min(n, 3.5) == 3.5, max(r_uint(3), r_uint(n))
    x = 0
    if n > 3: x = r_uint(7)
    else: x = r_uint(1)
    print x
    print n == 5.0, n < 5.5, 1.0 == True
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
