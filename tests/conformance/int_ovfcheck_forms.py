# ovfcheck of every operation.


from rpython.rlib.rarithmetic import ovfcheck, LONG_BIT, intmask
import sys


def t(n, m, op):
    try:
        if op == 0: return ovfcheck(n + m)
        if op == 1: return ovfcheck(n - m)
        if op == 2: return ovfcheck(n * m)
        if op == 3: return ovfcheck(n << m)
        if op == 4: return ovfcheck(-n)
        if op == 5: return ovfcheck(n // m)
        if op == 6: return ovfcheck(n % m)
        if op == 7: return ovfcheck(abs(n))
    except OverflowError:
        return -999
    except ZeroDivisionError:
        return -888
    return 0


def entry_point(argv):
    mx = sys.maxint
    mn = -mx - 1
    for op in range(8):
        print op, t(7, 3, op), t(mx, 2, op), 0 if op == 3 or op == 6 else t(mn, -1, op), t(5, 0, op), t(-7, 2, op)
    x = mx
    try:
        x = ovfcheck(x + 1)
    except OverflowError:
        print "ovf", x
    try:
        ovfcheck(x * 2)
        print "no"
    except OverflowError:
        print "ovf2"
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
