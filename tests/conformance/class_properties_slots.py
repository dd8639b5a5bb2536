# Properties, slots, static methods, class attributes overridden in instances, __str__ by hand.


class Temp(object):
    _attrs_ = ["_c", "reads"]

    def __init__(self, c):
        self._c = c
        self.reads = 0

    def get_f(self):
        self.reads += 1
        return self._c * 9 // 5 + 32

    def set_f(self, f):
        self._c = (f - 32) * 5 // 9

    f = property(get_f, set_f)

    @property
    def c(self):
        return self._c

    @c.setter
    def c(self, v):
        if v < -273:
            v = -273
        self._c = v

    @staticmethod
    def from_f(f):
        t = Temp(0)
        t.f = f
        return t


class Special(Temp):
    _attrs_ = ["tag"]

    def __init__(self, c, tag="t"):
        Temp.__init__(self, c)
        self.tag = tag

    @property
    def f(self):
        return Temp.get_f(self) + 1000


class Base(object):
    x = 1
    name = "base"
    children = None

    def __init__(self, *args):
        self.args_count = len(args)

    def describe(self):
        return "%s:%d:%d" % (self.name, self.x, self.args_count)

    def method(self):
        return "Base.method"

    call = method


class Left(Base):
    name = "left"

    def method(self):
        return "Left>" + Base.method(self)


class Right(Left):
    x = 3
    name = "right"

    def __init__(self, a, b=2, c=3):
        Left.__init__(self, a, b, c)
        self.a = a + b * c

    def method(self):
        return "Right>" + Left.method(self)

    def describe(self):
        return Left.describe(self) + "/%d" % self.a


class Stack(object):
    __slots__ = ["items", "top"]

    def __init__(self):
        self.items = [0] * 10
        self.top = 0

    def push(self, x):
        self.items[self.top] = x
        self.top += 1

    def pop(self):
        self.top -= 1
        return self.items[self.top]

    def __len__(self):
        return self.top

    def __getitem__(self, i):
        return self.items[i]

    def __setitem__(self, i, v):
        self.items[i] = v

    def __nonzero__(self):
        return True

    def __iter__(self):
        return StackIter(self)

    def __contains__(self, x):
        for i in range(self.top):
            if self.items[i] == x:
                return True
        return False

    def __call__(self, n):
        return n + self.top


class StackIter(object):
    def __init__(self, s):
        self.s = s
        self.i = s.top

    def next(self):
        if self.i == 0:
            raise StopIteration
        self.i -= 1
        return self.s.items[self.i]


class Num(object):
    def __init__(self, v):
        self.v = v

    def __add__(self, o):
        return Num(self.v + o.v)

    def __sub__(self, o):
        return Num(self.v - o.v)

    def __mul__(self, o):
        return Num(self.v * o.v)

    def __neg__(self):
        return Num(-self.v)


def get_name(o):
    return o.name


def entry_point(argv):
    n = int(argv[1])
    t = Temp(100)
    print t.f, t.c, t.reads
    t.f = 32 + 9 * n
    print t.c, t.f, t.reads
    t.c = -1000
    t.c += 1
    print t.c, Temp.from_f(212).c
    s = Special(n, "x" * n)
    print s.f, s.tag, s.c
    objs = [Base(), Base(1, 2), Left(), Right(n), Right(n, 1), Right(n, c=0, b=5)]
    for o in objs:
        print o.describe(), o.method(), o.call(), get_name(o), o.x
    objs[0].x = 50
    objs[1].name = "inst"
    print objs[0].x, objs[1].name, Base.x, Left.x, Right.x, objs[2].x
    st = Stack()
    for i in range(n):
        st.push(i * i)
    print len(st), st[2], st.pop(), len(st), st.top
    st[0] = 77
    print st[0], bool(st) and 1 or 0, st.items[0]
    for x in st:
        print x,
    print
    a = Num(n)
    print a.v
    k = objs[n % 6].__class__
    print int(k is Left), int(objs[3].__class__ is Right), int(isinstance(objs[3], Left)), objs[2].__class__.__name__, Right.__name__
    m = objs[3].method
    ms = [o.method for o in objs]
    print m(), ms[1](), ms[2](), ms[5]()
    f = Base.method
    print f(objs[3])
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
