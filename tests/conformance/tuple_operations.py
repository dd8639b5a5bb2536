# Tuples: concatenation, comparison, order, membership, unpacking, slices, as keys.


def f(n):
    return n, n + 1


def entry_point(argv):
    n = int(argv[1])
    a = (1, "x")
    b = a + (n, 2.0)
    print b[2], len(b), b[1]
    print int(a == (1, "x")), int(a != (1, "y")), int((1, n) == (1, 5))
    print int((1, 2) < (1, n)) 
    x, y = f(n)
    x, y = y, x
    print x, y
    d = {(1, n): "one", (2, 3): "two"}
    print d[(1, 5)], d[(2, n - 2)]
    print int(n in (1, 2, 5)), int("a" in ("b", "c")), int(n not in (1, 2))
    t = (n,)
    print t[0]
    for q in (1, n, 3):
        print q
    (p, (r, s)) = (1, (2, n))
    print p + r + s
    z = b[1:3]
    print z[0], z[1]
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
