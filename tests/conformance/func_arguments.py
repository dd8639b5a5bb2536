# Defaults, keywords, *args and their forwarding.


def f(a, b=2, c=3): return a * 100 + b * 10 + c


def g(*args): return len(args)


def h(a, *rest):
    t = a
    for x in rest: t += x
    return t


def k(*args): return h(*args)


def m(a, b): return a - b


def entry_point(argv):
    n = int(argv[1])
    print f(1), f(1, 5), f(1, c=9), f(c=1, b=2, a=3), f(n, 1, 1)
    print g(), g(1), g(1, "a", None), h(1, 2, 3), k(1, 2), k(5)
    t = (n, 2)
    print m(*t), m(b=1, a=n), f(*t), h(*(1, 2, 3))
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
