# Keyword arguments of functions, classes and methods.


def f(a, b=None, c="x", d=True):
    r = str(a)
    if b is not None: r += b
    if d: r += c
    return r


class K(object):
    def __init__(self, x, y=2, name="n"): self.x = x; self.y = y; self.name = name
    def m(self, p, q=10): return p + q + self.y


def entry_point(argv):
    print f(1), f(1, "b"), f(1, c="c"), f(1, d=False), f(a=2, b="z", d=False), f(1, None, "q")
    print K(1).y, K(1, y=5).y, K(x=3, name="zz").name, K(1).m(1), K(1).m(1, q=2), K(1).m(p=4)
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
