# Static methods, class methods and properties.


class A(object):
    count = 0
    @staticmethod
    def s(x): return x + 1
    @classmethod
    def make(cls, v):
        a = cls()
        a.v = v
        return a
    def __init__(self):
        self._p = 3
        self.v = 0
    @property
    def p(self): return self._p
    def getq(self): return self._p * 2
    def setq(self, v): self._p = v
    q = property(getq, setq)


class B(A):
    @property
    def p(self): return 100


def entry_point(argv):
    a = A()
    print a.s(4), A.s(5), a.p, a.q
    a.q = 50
    print a.p
    b = A.make(7)
    print b.v
    print B().p
    l = [A(), B()]
    for x in l:
        print x.getq()
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
