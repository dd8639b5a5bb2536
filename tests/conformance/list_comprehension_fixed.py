# Lists that a loop fills may be declared never to be resized.


from rpython.rlib.debug import make_sure_not_resized


class Call(object):
    _immutable_fields_ = ['args[*]']
    def __init__(self, args): self.args = args


class Sq(object):
    def __init__(self, l): self.l = make_sure_not_resized(l)


def mk(n):
    l = []
    for i in range(n): l.append(i * 2)
    return l


def cond(l):
    return [x for x in l if x % 2]


def early(l, k):
    r = []
    for x in l:
        if x == k: return r
        r.append(x)
    return r


def two(l):
    r = []
    for x in l: r.append(x)
    for x in l: r.append(x + 1)
    return r


def nested(n):
    return [(i, j) for i in range(n) for j in range(i)]


def tryit(l):
    r = []
    for x in l:
        try:
            r.append(10 // x)
        except ZeroDivisionError:
            r.append(-1)
    return r


def use_len(l):
    r = []
    for x in l:
        if len(r) < 2: r.append(x)
    return r


def strs(l): return [s.upper() for s in l]


def brk(l):
    r = []
    for x in l:
        if x > 3: break
        r.append(x)
    return r


def els(l):
    r = []
    for x in l:
        r.append(x)
    else:
        r.append(99)
    return r


def gen(n):
    for i in range(n): yield i


def fromgen(n):
    return [x for x in gen(n)]


def show(l): return "[" + ", ".join([str(x) for x in l]) + "]"


def entry_point(argv):
    n = int(argv[1])
    c = Call([x + 1 for x in range(n)])
    print len(c.args), c.args[2]
    s = Sq([a for a in [1, 2, n]])
    print len(s.l), show(mk(n)), show(cond(mk(3))), show(cond([1, 2, 3]))
    print show(early([1, 2, 3], 3)), show(early([1], 9)), show(two([1, 2])), len(nested(4)), nested(4)[-1][1]
    print show(tryit([1, 0, 5])), show(use_len([7, 8, 9])), "".join(strs(["a", "b"])), show(brk([1, 2, 5, 3])), show(els([1]))
    print show(fromgen(4))
    ks = [k for k in {"a": 1, "b": 2}]
    print ks[0] + ks[1], show([v for v in {1: 10}.values()]), "".join([ch for ch in "xyz"])
    m = [x for x in range(n)]
    m.append(77)
    print show(m)
    q = [None for i in range(n)]
    print len(q)
    z = [[0] * 2 for i in range(3)]
    z[1][1] = 5
    print z[1][1], z[2][1]
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
