# Classes as values: instantiation, attributes, __class__, type().
# translated-only: bools print as numbers, str() of floats has six digits, or constant reads fold.


class Base(object):
    name = "base"
    def __init__(self, v):
        self.v = v
    def get(self): return self.v


class X(Base):
    name = "x"
    def get(self): return self.v * 2


class Y(Base):
    name = "y"
    def __init__(self, v):
        Base.__init__(self, v + 100)
        self.extra = 1


def pick(n):
    if n > 3:
        return X
    return Y
TABLE = {"x": X, "y": Y, "b": Base}


def entry_point(argv):
    n = int(argv[1])
    cls = pick(n)
    print cls(5).get(), cls.name
    print pick(0)(5).get()
    for k in ["x", "y", "b"]:
        print TABLE[k](3).get(), TABLE[k].name
    o = pick(n)(1)
    print o.__class__.name, o.__class__ is X, o.__class__.__name__
    print type(o) is X, type(o) is Y
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
