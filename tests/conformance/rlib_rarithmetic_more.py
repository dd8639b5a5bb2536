# rarithmetic: masks, checked arithmetic, C division, widths, byte order, bits, conversions.
from rpython.rlib.rarithmetic import (r_singlefloat, LONG_BIT, LONGLONG_BIT, intmask, ovfcheck, r_uint, r_int, r_longlong, r_ulonglong, r_int32,
    r_uint32, int_between, int_force_ge_zero, int_c_div, int_c_mod, byteswap, widen, is_valid_int, highest_bit,
    ovfcheck_float_to_int, ovfcheck_int32_add, ovfcheck_int32_sub, ovfcheck_int32_mul, mulmod, uint_mul_high,
    most_neg_value_of_same_type, most_pos_value_of_same_type, maxint, longlongmask, build_int, string_to_int, r_int64, r_uint64)

r_int16x = build_int("r_short", True, 16)
r_uint8x = build_int("r_uchar", False, 8)


def f2i(x):
    try:
        return str(ovfcheck_float_to_int(x))
    except OverflowError:
        return "ovf"


def i32(op, a, b):
    try:
        if op == 0:
            return ovfcheck_int32_add(a, b)
        if op == 1:
            return ovfcheck_int32_sub(a, b)
        return ovfcheck_int32_mul(a, b)
    except OverflowError:
        return -1234567890123


def checked(op, a, b):
    try:
        if op == 0:
            return ovfcheck(a + b)
        if op == 1:
            return ovfcheck(a - b)
        if op == 2:
            return ovfcheck(a * b)
        if op == 3:
            return ovfcheck(a << b)
        if op == 4:
            return ovfcheck(-a)
        return ovfcheck(a // b)
    except OverflowError:
        return -77


def entry_point(argv):
    n = len(argv)
    big = maxint - 1 + n
    print LONG_BIT, LONGLONG_BIT, maxint
    for op in range(6):
        print checked(op, big, 1), checked(op, -big - 1, 1), checked(op, 3, 4), checked(op, -5, 2), checked(op, 1 << 40, 30)
    for a, b in [(7, 2), (-7, 2), (7, -2), (-7, -2), (6, 3), (-6, 3)]:
        print int_c_div(a * n, b), int_c_mod(a * n, b), a * n // b, a * n % b
    for x in [0, 1, 0x0102030405060708, -1, -2, 255]:
        print intmask(byteswap(x * n)), intmask(byteswap(r_uint(x * n)))
    for x in [1, 2, 4, 1 << 20, 1 << 62]:
        print highest_bit(x),
    print
    print int(int_between(1, n, 2)), int(int_between(1, n, 1)), int_force_ge_zero(-n), int_force_ge_zero(n)
    for x in [0.0, 1.9, -1.9, 1e18, 9.3e18, -9.3e18, -9223372036854775808.0, 1e300, 1e300 * 1e300, 1e300 * 1e300 - 1e300 * 1e300]:
        print f2i(x),
    print
    for op in range(3):
        print i32(op, 2147483647, n), i32(op, -2147483648, n), i32(op, 65536, 65536 * n), i32(op, 5, n)
    print mulmod(123456789012 * n, 987654321098, 1000000007), mulmod(-5 * n, 3, 7)
    print intmask(uint_mul_high(r_uint(-n), r_uint(-1))), intmask(uint_mul_high(r_uint(1 << 40), r_uint(1 << 40)))
    u = r_uint(n)
    print intmask(u - r_uint(2)), intmask((u - r_uint(2)) >> r_uint(1)), intmask(~u), intmask(u << r_uint(63)), intmask(-u)
    print int((u - r_uint(2)) > r_uint(5)), intmask((u - r_uint(2)) // r_uint(3)), intmask((u - r_uint(2)) % r_uint(10))
    print intmask(r_int32(2147483647 * n)), intmask(r_uint32(intmask(-n))), int(widen(r_int16x(-30000 * n))), int(widen(r_uint8x(intmask(300 * n))))
    print intmask(r_longlong(n) << 40), intmask(r_ulonglong(n) << 63), longlongmask(r_ulonglong(-n))
    print most_neg_value_of_same_type(n), most_pos_value_of_same_type(n)
    print int(is_valid_int(n)), int(float(r_uint(-n)) / 1e15), int(r_uint(3.7 * n)), int(float(r_singlefloat(0.1 * n)) == 0.1)
    print intmask(r_int64(n) * 5), intmask(r_uint64(n) - r_uint64(3))
    print intmask(1 << 63), intmask(n << 63), intmask(r_uint(n) << 64 - 1)
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
