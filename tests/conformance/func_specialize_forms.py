# Every form of specialize, enforceargs and inlining marks.


from rpython.rlib.objectmodel import specialize, always_inline, dont_inline, not_rpython, enforceargs, we_are_translated


@specialize.arg(0)
def tag(kind, x):
    if kind == "i": return x + 1
    return x - 1


@specialize.argtype(0)
def poly(x):
    if isinstance(x, str): return "s" + x
    if isinstance(x, int): return "i" + str(x)
    if isinstance(x, list): return "l" + str(len(x))
    return "?"


@specialize.arglistitemtype(0)
def first(l): return l[0]


@specialize.memo()
def memo(k): return k * 100


@specialize.arg(1)
def create(v, cls): return cls(v)


@specialize.ll()
def ll(x): return x


class A(object):
    def __init__(self, v): self.v = v
    @specialize.arg(1)
    def meth(self, k):
        if k: return "yes"
        return self.v
    @specialize.argtype(1)
    def m2(self, x): return x


class B(A): pass


@enforceargs(int, str)
def enf(a, b): return a + len(b)


@always_inline
def inl(x): return x + 1


@dont_inline
def noinl(x): return x + 2


def entry_point(argv):
    n = int(argv[1])
    print tag("i", n), tag("d", n), poly("x"), poly(n), poly([1]), poly(None)
    print first([n]), first(["a"])
    print create(1, A).v, create(7, B).v
    print A(3).meth(True), A(3).meth(False)
    print A(3).m2(1), A(3).m2("q")
    print enf(n, "abc"), inl(n), noinl(n)
    print memo(2), memo(5)
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
