# Division, modulo and divmod by sign; powers; shifts.


def entry_point(argv):
    n = int(argv[1])
    for a in [7, -7]:
        for b in [3, -3]:
            print a // b, a % b, divmod(a, b)[0], divmod(a, b)[1], a / b
    print n ** 2, 2 ** n, (-2) ** 3, pow(n, 3)
    print 1 << n, -1 >> 3, -100 >> 2, n & 3, n | 8, n ^ 1, ~n
    try:
        print n / (n - 5)
    except ZeroDivisionError:
        print "ZD"
    try:
        print n % (n - 5)
    except ZeroDivisionError:
        print "ZD"
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
