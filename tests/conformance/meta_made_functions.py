# Functions made by exec and in loops at import time.


def make_op(name, expr):
    src = "def %s(a, b):\n    return %s\n" % (name, expr)
    d = {}
    exec src in d
    return d[name]
add = make_op("add", "a + b")
mul = make_op("mul", "a * b")
OPS = dict((f.func_name, f) for f in [add, mul])


def make_all():
    fns = []
    for i in range(3):
        def fn(x, i=i): return x + i
        fns.append(fn)
    return fns
FNS = make_all()


def entry_point(argv):
    n = int(argv[1])
    print add(n, 2), mul(n, 3), OPS["add"](1, n)
    for f in FNS: print f(10),
    print
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
