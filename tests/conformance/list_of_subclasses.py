# Lists of different classes are joined, extended, compared.


class Shape(object):
    def v(self): return 0


class A(Shape):
    def v(self): return 1


class B(Shape):
    def v(self): return 2


def total(l):
    t = 0
    for s in l: t = t * 10 + s.v()
    return t


def entry_point(argv):
    la = [A(), A()]
    lb = [B()]
    print total(la), total(lb), total(la + lb), total([A(), B()] + lb)
    both = []
    both.extend(la)
    both += lb
    both[0:1] = [B(), B()]
    print total(both), total(both[1:]), total(la * 2)
    d = {"a": A()}
    d2 = {"a": B()}
    for k, s in d.items() + d2.items(): print k, s.v(),
    print
    vals = d.values()
    vals.extend(d2.values())
    print total(vals)
    pairs = [(1, A())]
    pairs.append((2, B()))
    for i, s in pairs: print i, s.v(),
    print
    x = lb[0]
    print int(x in lb), lb.index(x)
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
