# A family of methods with results of different types, called directly and through it.
# translated-only: bools print as numbers, str() of floats has six digits, or constant reads fold.


class A(object):
    def c(self): return "a"
    def n(self): return 1
    def b(self): return True


class B(A):
    def c(self): return A.c(self) + "b"
    def n(self): return A.n(self) + 0.5
    def b(self): return A.b(self) + 5


def show(o): print o.c(), "%.1f" % o.n(), o.b()


def entry_point(argv):
    show(A()); show(B())
    a = A()
    print len(a.c())
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
