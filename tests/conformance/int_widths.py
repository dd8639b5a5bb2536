# Integers of all widths: wrap-around, shifts, comparison.
# translated-only: bools print as numbers, str() of floats has six digits, or constant reads fold.


from rpython.rlib.rarithmetic import r_uint, r_int, r_longlong, r_ulonglong, r_int32, r_uint32, r_int64, r_uint64, intmask, widen, r_singlefloat, longlongmask


def entry_point(argv):
    n = int(argv[1])
    u = r_uint(n) - r_uint(6)
    print u, u > r_uint(5), intmask(u)
    print r_uint(n) * r_uint(3) // r_uint(2), r_uint(n) % r_uint(3), r_uint(n) << 62, r_uint(-1) >> 60
    a = r_int32(n) 
    print intmask(a), widen(a)
    q = r_longlong(n) * r_longlong(1000000007)
    print q, intmask(q)
    z = r_ulonglong(n)
    print z, z + r_ulonglong(1)
    print r_uint(n) & r_uint(4), r_uint(n) | r_uint(8), r_uint(n) ^ r_uint(1), ~r_uint(n)
    print -r_uint(n), r_uint(n) == r_uint(5), r_uint(n) + 1
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
