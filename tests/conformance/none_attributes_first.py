# Attributes and arguments that are None at first.


class A(object):
    l = None
    d = None
    s = None
    f = None
    def __init__(self): pass


def setup(a, n):
    if n > 3:
        a.l = [1, 2]
        a.d = {"k": 3}
        a.s = "str"
        a.f = A()


def use(a):
    if a.l is None: return -1
    return a.l[0] + len(a.l) + a.d["k"] + len(a.s) + a.l[1:][0]


def use2(a):
    r = 0
    for x in a.l: r += x
    for k in a.d: r += len(k)
    for c in a.s: r += ord(c)
    a.l.append(5)
    a.d["z"] = 1
    a.l[0] = 9
    r += len("".join([a.s, a.s]))
    a.f.l = [7]
    return r + a.l.index(2) + a.s.find("t") + a.f.l[0]


def opt(l=None, d=None, s=None):
    if l is None: l = []
    if d is None: d = {}
    l.append(1)
    d["x"] = 2
    if s is not None: return s + "!"
    return str(len(l) + len(d))


def g(n):
    if n > 100: return None
    return ["a", "b"]


def h(n):
    if n > 3: return {1: 2}


def entry_point(argv):
    n = int(argv[1])
    a = A()
    print use(a)
    setup(a, n)
    print use(a), use2(a)
    print opt(), opt([5]), opt(None, {"q": 1}), opt(s="s")
    print "-".join(g(n))
    d = {}
    d.update(h(n))
    l = ["z"]
    l.extend(g(n))
    l += g(n)
    print len(d), len(l)
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
