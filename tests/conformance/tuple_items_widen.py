# Tuples whose items become more general.
# translated-only: bools print as numbers, str() of floats has six digits, or constant reads fold.


def f(n):
    if n == 0: return (1, None)
    if n == 1: return (2, "x")
    return (n, "yy")


class A(object): pass


class B(A): v = 2


def g(n):
    if n: return (B(), 1.5)
    return (None, 2)


def entry_point(argv):
    for i in range(3):
        a, b = f(i)
        print a, b is None,
    print
    x, y = g(1)
    print int(y * 2), x is None
    x, y = g(0)
    print int(y * 2), x is None
    l = [(1, None), (2, "z")]
    for a, b in l:
        if b is not None: print b
    d = {1: (1, None)}
    d[2] = (2, [3])
    print d[1][1] is None, len(d[2][1])
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
