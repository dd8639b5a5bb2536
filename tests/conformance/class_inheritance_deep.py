# Methods that call the same method of a base, over several levels.


class A(object):
    def f(self): return "A"
    def g(self): return "gA" + self.f()


class B(A):
    def f(self): return "B" + A.f(self)


class C(B): pass


class D(C):
    def f(self): return "D" + C.f(self)
    def g(self): return "gD" + B.g(self)


class E(D): x = 5


def call(o): return o.g()


def entry_point(argv):
    for o in [A(), B(), C(), D(), E()]: print call(o),
    print
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
