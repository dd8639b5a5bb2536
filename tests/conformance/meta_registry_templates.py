# Metaclasses, class decorators, exec-made classes, __dict__ games at import time.


class Registry(type):
    classes = {}
    order = []

    def __new__(meta, name, bases, dct):
        dct = dict(dct)
        dct["tag"] = name.lower()
        for k, v in dct.items():
            if k.startswith("op_"):
                v.exposed = True
        cls = type.__new__(meta, name, bases, dct)
        return cls

    def __init__(cls, name, bases, dct):
        type.__init__(cls, name, bases, dct)
        Registry.classes[name] = cls
        Registry.order.append(cls)
        cls.index = len(Registry.order)
        ops = []
        for base in cls.__mro__[::-1]:
            for k in sorted(base.__dict__):
                if k.startswith("op_") and k not in ops:
                    ops.append(k)
        cls.opnames = ops


class W(object):
    __metaclass__ = Registry
    prio = 0

    def op_a(self, x):
        return x + 1

    def run(self, x):
        raise NotImplementedError


class X(W):
    prio = 5

    def op_b(self, x):
        return x * 2

    def run(self, x):
        return self.op_a(self.op_b(x))


class Y(X):
    def op_a(self, x):
        return x + 100

    def op_c(self, x):
        return -x

    def run(self, x):
        return self.op_c(X.run(self, x))


def add_methods(**kw):
    def deco(cls):
        for k in sorted(kw):
            def m(self, k=k, v=kw[k]):
                return self.base + v
            m.__name__ = k
            setattr(cls, k, m)
        return cls
    return deco


@add_methods(first=1, second=20)
class Dec(object):
    base = 300

    def both(self):
        return self.first() + self.second()


def singleton(cls):
    return cls()


@singleton
class Config(object):
    def __init__(self):
        self.v = 11

    def get(self):
        return self.v


ENUM_SRC = "RED GREEN BLUE"
for _i, _name in enumerate(ENUM_SRC.split()):
    globals()[_name] = _i
names_of = dict((v, k) for k, v in globals().items() if k in ENUM_SRC.split())

TEMPLATE = """
class Op%(name)s(object):
    def __init__(self, a, b):
        self.a = a
        self.b = b
    def evaluate(self):
        return self.a %(op)s self.b
    def show(self):
        return "(%%d %(op)s %%d)" %% (self.a, self.b)
"""
ops = {}
for _name, _op in [("Add", "+"), ("Sub", "-"), ("Mul", "*"), ("And", "&")]:
    exec TEMPLATE % {"name": _name, "op": _op.replace("%", "%%")}
    ops[_name] = locals()["Op" + _name]


def wrap(before):
    def deco(f):
        def wrapped(*args):
            LOG.append(before)
            return f(*args)
        return wrapped
    return deco

LOG = []


@wrap("add")
def add(a, b):
    return a + b


@wrap("one")
@wrap("two")
def one(a):
    return a * 2


class Meth(object):
    pass


def _make(i):
    def meth(self):
        return i * self.k
    return meth

for _i in range(4):
    setattr(Meth, "meth%d" % _i, _make(_i))
Meth.k = 7
Meth2 = type("Meth2", (Meth,), dict(k=9, meth1=lambda self: -1))
FIELDS = sorted([k for k in Meth.__dict__ if k.startswith("meth")])
eval_table = [eval("lambda x: x %s %d" % (o, i + 1)) for i, o in enumerate(["+", "*", "-", "|"])]
sqtab = map(lambda x: x * x, filter(lambda x: x % 2, range(10)))
total = reduce(lambda a, b: a + b, sqtab)


def mk(cls, i):
    return cls()


def entry_point(argv):
    n = int(argv[1])
    for cls in [W, X, Y]:
        o = cls()
        print o.tag, o.index, o.prio, o.op_a(n)
    print X().run(n), Y().run(n), Registry.classes["Y"]().run(1) if False else ""
    d = Dec()
    print d.first(), d.second(), d.both(), Config.get()
    print RED, GREEN, BLUE, names_of[2]
    print OpAdd(n, 1).evaluate(), OpSub(n, 1).show(), OpMul(n, n).evaluate(), OpAnd(n, 3).evaluate()
    print add(n, 1), add("x", "y") if False else "", one(n), " ".join(LOG)
    m = Meth()
    m2 = Meth2()
    print m.meth0(), m.meth1(), m.meth2(), m.meth3(), m2.meth1(), m2.meth2()
    print len(FIELDS), FIELDS[1]
    for f in eval_table:
        print f(n),
    print total, len(sqtab)
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
