# isinstance with classes and tuples of them, issubclass.


class A(object): pass


class B(A): pass


class C(A): pass


class D(B): pass


def name(x):
    if isinstance(x, D): return "D"
    if isinstance(x, (B, C)): return "BC"
    if isinstance(x, A): return "A"
    return "none"


def entry_point(argv):
    for x in [A(), B(), C(), D(), None]:
        print name(x)
    x = B()
    y = D()
    print int(issubclass(B, A)), int(isinstance(y, B))
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
