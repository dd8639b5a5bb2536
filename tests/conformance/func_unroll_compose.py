# unrolling_iterable, specialize forms, import-time tables of functions.
from rpython.rlib.unroll import unrolling_iterable
from rpython.rlib.objectmodel import specialize, we_are_translated, import_from_mixin, always_inline, not_rpython, enforceargs


class Shape(object):
    def area(self):
        raise NotImplementedError


FIELDS = unrolling_iterable(["x", "y", "z"])
PAIRS = unrolling_iterable([("a", 1), ("b", 22), ("c", 333)])
TYPES = unrolling_iterable([(int, "int"), (str, "str"), (float, "float")])


class Vec(object):
    def __init__(self, x, y, z):
        self.x = x
        self.y = y
        self.z = z

    def dot(self, o):
        t = 0
        for name in FIELDS:
            t += getattr(self, name) * getattr(o, name)
        return t

    def show(self):
        s = ""
        for i, name in unrolling_iterable_enum:
            if i:
                s += ","
            s += name + "=" + str(getattr(self, name))
        return s

    def scale(self, k):
        for name in FIELDS:
            setattr(self, name, getattr(self, name) * k)
        return self

unrolling_iterable_enum = unrolling_iterable(list(enumerate("xyz")))


def lookup(key):
    for k, v in PAIRS:
        if k == key:
            return v
    else:
        return -1


@specialize.argtype(0)
def typename(v):
    for t, n in TYPES:
        if isinstance(v, t):
            return n
    return "?"


@specialize.arg(0)
def power(k, x):
    r = 1
    for _ in range(k):
        r *= x
    return r


@specialize.arg(1, 2)
def combine(x, f, g):
    return g(f(x))


def double(x):
    return x * 2


def tostr(x):
    return "<" + str(x) + ">"


@specialize.arg_or_var(1)
def addk(x, k):
    return x + k


@specialize.ll()
def ll_id(x):
    return x


@specialize.arg(0)
def make_list(cls, n):
    return [cls(i) for i in range(n)]


class One(object):
    def __init__(self, i):
        self.i = i

    def val(self):
        return self.i + 1


class Two(object):
    def __init__(self, i):
        self.s = str(i)

    def val(self):
        return self.s * 2


def make_accessors(names):
    res = []
    for name in names:
        def getter(o, name=name):
            return getattr(o, name)
        getter.__name__ = "get_" + name
        res.append(getter)
    return res

getx, gety, getz = make_accessors(["x", "y", "z"])


def compose(*fs):
    fs = unrolling_iterable(fs)

    def composed(x):
        for f in fs:
            x = f(x)
        return x
    return composed

inc3 = compose(*[(lambda x, k=k: x + k) for k in (1, 10, 100)])
chain = compose(double, lambda x: x - 1, double)


class Counter(object):
    count = 0

    def hit(self):
        self.count += self.step
        return self.count


class C1(Counter, object):
    step = 1


class C2(Shape):
    import_from_mixin(Counter)
    step = 5

    def area(self):
        return self.count * 2


@enforceargs(int, str)
def enforced(n, s):
    return s * n


@always_inline
def inl(a, b=3):
    return a * b


def dispatch(name, *args):
    return DISPATCH[name](*args)


def two(a, b):
    return a * 10 + b


def three(a, b, c=9):
    return a * 100 + b * 10 + c


def entry_point(argv):
    n = int(argv[1])
    v = Vec(1, n, 3)
    w = Vec(2, 2, n)
    print v.dot(w), v.show(), v.scale(3).show()
    for k in ["a", "b", "c", "d", argv[2]]:
        print lookup(k),
    print
    print typename(n), typename(argv[2]), typename(2.5), typename([n])
    print power(3, n), power(0, n), int(power(2, 1.5) > 2.0)
    print combine(n, double, tostr)
    print addk(n, 5), addk(n, n), addk(n, 5), ll_id(n)
    print make_list(One, 3)[2].val(), make_list(Two, 3)[2].val()
    print getx(v), gety(v), getz(v), inc3(n), chain(n)
    c1 = C1()
    c2 = C2()
    c1.hit()
    c2.hit()
    c2.hit()
    print c1.hit(), c2.count, c2.area(), C1.count
    print enforced(3, argv[2]), inl(n), inl(n, 2), inl(b=n, a=1)
    print two(1, n), three(1, 2), three(1, 2, n), three(1, c=n, b=0), three(*(1, 2, 3)), three(1, *(5,))
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
