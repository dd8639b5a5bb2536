# enumerate, reversed, zip, xrange, iter and next.


def entry_point(argv):
    n = int(argv[1])
    for i, x in enumerate(["a", "b"]):
        print i, x
    for i, x in enumerate(range(n)):
        print i, x
    for i, c in enumerate("xyz"):
        print i, c
    for i, c in enumerate([1, 2], 1):
        print i, c
    for x in reversed([1, 2, n]):
        print x
    for x in reversed(range(3)):
        print x
    for i, k in enumerate({1: 2, 7: 3}):
        print i, k
    for a, b in zip([1, 2, 3], ["x", "y"]):
        print a, b
    for i in xrange(n, 0, -2):
        print i
    for i in range(0, n, 2):
        print i
    it = iter([1, 2])
    print it.next(), next(it)
    try:
        it.next()
    except StopIteration:
        print "SI"
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
