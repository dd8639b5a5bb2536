# Functions in dicts, lists and attributes; None among them.
# translated-only: bools print as numbers, str() of floats has six digits, or constant reads fold.


def a(x): return x + 1


def b(x): return x * 2


def c(x, y=10): return x + y
TBL = {"a": a, "b": b, "c": c}
LST = [a, b, c, None]


def pick(n):
    if n == 0: return a
    if n == 1: return b
    return None


class H(object):
    def __init__(self, fn): self.fn = fn
    def call(self, x):
        fn = self.fn
        return fn(x)


def entry_point(argv):
    n = int(argv[1])
    for k in ["a", "b", "c"]: print TBL[k](n),
    print
    for f in LST:
        if f is not None: print f(n),
    print
    for i in range(3):
        f = pick(i)
        if f: print f(n), f is a,
        else: print "none",
    print
    print H(a).call(1) + H(b).call(2)
    print H(a).fn(4)
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
