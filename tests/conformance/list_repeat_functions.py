# Repeated functions and None.


def f(x): return x + 1


def g(x): return x * 2


def entry_point(argv):
    n = int(argv[1])
    l = [None] * n
    l[0] = f
    l[1] = g
    t = 0
    for h in l:
        if h is not None:
            t += h(n)
    print t
    m = [f] * n
    m[2] = g
    for h in m:
        print h(n)
    k = [f] * n
    print k[0](3), len(k)
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
