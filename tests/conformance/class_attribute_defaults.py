# Class attributes that subclasses and instances override.
# translated-only: bools print as numbers, str() of floats has six digits, or constant reads fold.


class A(object):
    limit = 10
    tbl = [1, 2, 3]
    other = None
    def f(self): return self.limit


class B(A):
    limit = 20
    other = "b"


class C(A):
    def __init__(self): self.limit = 30


def entry_point(argv):
    for x in [A(), B(), C()]:
        print x.f(), len(x.tbl), x.other is None
    a = A()
    a.limit = 99
    print a.limit, A.limit
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
