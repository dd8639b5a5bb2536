# Items of ranges by index, inside and outside of handlers, from both ends.


def pick(r, i):
    try:
        return r[i]
    except IndexError:
        return -99


def fixed(i):
    r = range(10, 37, 4)
    try:
        return r[i]
    except IndexError:
        return -1


def total(n, step):
    try:
        t = 0
        for i in range(0, n, step):
            t += i
        return t
    except ValueError:
        return -1


def entry_point(argv):
    n = int(argv[1])
    r = range(10, 37, 4)
    for i in [0, 1, n - 1, n, 6, 7, 100, -1, -7, -8, -100]:
        print pick(r, i), fixed(i),
    print
    down = range(n, -n, -3)
    for i in range(7):
        try:
            print down[i],
        except IndexError:
            print "IE",
    print
    print total(n, 2), total(n * 10, 7), total(n, n - 7), total(n, -1), total(-n, -2)
    print len(r), len(range(n, n)), len(range(0, n, 100)), len(down)
    print int(14 in range(10, 37, 4)), int(15 in range(10, 37, 4))
    changed = range(5)
    changed[2] = 50
    print changed[2], changed[-1], len(changed)
    for i in reversed(range(3)):
        print i,
    for i in xrange(3, 10, 3):
        print i,
    print
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
