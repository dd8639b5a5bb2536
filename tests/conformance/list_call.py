# list() of every kind of iterable, and copies by slices.


def entry_point(argv):
    n = int(argv[1])
    a = [1, 2, n]
    b = list(a)
    b.append(4)
    print len(a), len(b)
    c = list((1, n))
    print c[1]
    d = list("hey")
    d.append('x')
    print "".join(d)
    e = list(xrange(n))
    print e[2], len(e)
    f = a[:]
    f[0] = 99
    print a[0], f[0]
    k = {1: 2}
    g = list(k)
    print g[0]
    h = list(k.itervalues())
    print h[0]
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
