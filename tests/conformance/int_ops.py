# Machine integers: arithmetic, division, shifts, bits, comparisons, overflow.
from rpython.rlib.rarithmetic import ovfcheck, intmask, r_uint


def arith(a, b):
    print a + b, a - b, a * b
    if b != 0:
        print a // b, a % b
    print a & b, a | b, a ^ b, ~a, -a, abs(b)


def shifts(a, n):
    print a << n, a >> n


def checked_mul(a, b):
    try:
        return ovfcheck(a * b)
    except OverflowError:
        return -1


def checked_add(a, b):
    try:
        return ovfcheck(a + b)
    except OverflowError:
        return -2


def order(a, b):
    r = 0
    if a < b:
        r |= 1
    if a <= b:
        r |= 2
    if a == b:
        r |= 4
    if a != b:
        r |= 8
    if a > b:
        r |= 16
    if a >= b:
        r |= 32
    return r


def gcd(a, b):
    while b:
        a, b = b, a % b
    return a


def collatz(n):
    steps = 0
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    return steps


def hashed(s):
    h = r_uint(14695981039346656037)
    for c in s:
        h = (h ^ r_uint(ord(c))) * r_uint(1099511628211)
    return intmask(h >> 32)


def entry_point(argv):
    for a in [17, -17, 0, 1 << 40]:
        for b in [5, -5, 3]:
            arith(a, b)
    shifts(3, 7)
    shifts(-1000, 3)
    big = 1 << 62
    print checked_mul(big, 2), checked_mul(1 << 30, 1 << 30), checked_mul(-big, 2)
    print checked_add(big, big), checked_add(big, big - 1)
    print order(1, 2), order(2, 2), order(3, 2)
    print gcd(1071, 462), gcd(0, 9)
    print collatz(27), collatz(97)
    print hashed("tracewright"), hashed("")
    print intmask(r_uint(0) - r_uint(1))
    print max(3, 9), min(3, -9), int("-12") + int("30")
    return 0


def target(driver, args):
    return entry_point, None
