# range with variable bounds and steps, used as a list.


def entry_point(argv):
    n = int(argv[1])
    r = range(n)
    print r[2], len(r)
    r2 = range(1, n, 2)
    print r2[1], len(r2)
    for x in range(n, -1, -1):
        print x,
    print
    st = n - 3
    for x in range(0, 10, st):
        print x,
    print
    q = range(n)
    q.append(3)
    print len(q)
    q2 = range(n)
    q2[0] = 7
    print q2[0]
    print int(3 in range(n))
    for x in xrange(n - 10):
        print "never"
    w = range(3) + range(n)
    print len(w), w[-1]
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
