# Bound and unbound methods as values.


class A(object):
    def __init__(self, k): self.k = k
    def inc(self, x): return x + self.k
    def dec(self, x): return x - self.k


class B(A):
    def inc(self, x): return x + 2 * self.k


def apply(f, x):
    return f(x)


def entry_point(argv):
    n = int(argv[1])
    a = A(3); b = B(10)
    m = a.inc
    print m(n)
    if n > 3: f = a.inc
    else: f = b.inc
    print f(n)
    fs = [a.inc, b.inc]
    for g in fs:
        print apply(g, 1)
    um = A.inc
    print um(a, 5)
    d = {"i": a.inc}
    print d["i"](9)
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
