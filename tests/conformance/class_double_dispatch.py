# Double dispatch; a method added to a class after its definition.


class T(object):
    def add(self, o): return o.radd(self)
    def radd(self, o): return "T+T"


class I(T):
    def __init__(self, v): self.v = v
    def add(self, o): return o.radd_int(self)
    def radd(self, o): return "T+I%d" % self.v
    def radd_int(self, i): return "%d" % (i.v + self.v)


class S(T):
    def __init__(self, s): self.s = s
    def radd_int(self, i): return "%d%s" % (i.v, self.s)
T.radd_int = lambda self, i: "I+T"


def entry_point(argv):
    a, b, c = I(1), I(2), S("x")
    print a.add(b), a.add(c), c.add(a), c.add(c), a.add(T())
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
