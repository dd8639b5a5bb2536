# A class attribute that is None in some classes and a method in others.


class Base(object):
    handler = None
    def run(self, x):
        if self.handler is not None: return self.handler(x)
        return -1


class A(Base):
    def handler(self, x): return x * 2


class B(Base):
    pass


class C(A):
    def handler(self, x): return A.handler(self, x) + 1


def entry_point(argv):
    for o in [Base(), A(), B(), C()]: print o.run(5),
    print
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
