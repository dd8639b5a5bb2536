# Conditional expressions of different types and None.


class A(object): pass


def f(n):
    x = 1 if n > 3 else 2.5
    y = "a" if n > 3 else None
    z = A() if n > 3 else None
    w = [] if n > 3 else [1]
    return x, y, z, w


def entry_point(argv):
    n = int(argv[1])
    x, y, z, w = f(n)
    print int(x * 2), y, int(z is None), len(w)
    x, y, z, w = f(1)
    print int(x * 2), int(y is None), int(z is None), len(w)
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
