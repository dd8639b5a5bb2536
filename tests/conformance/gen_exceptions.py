# Exceptions out of generators; infinite and recursive generators.


class Stop(Exception): pass


def gen(n):
    for i in range(n):
        if i == 3: raise Stop
        yield i


def use(n):
    t = 0
    try:
        for x in gen(n): t += x
    except Stop: return -t
    return t


def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b


class Tree(object):
    def __init__(self, l, v, r): self.l = l; self.v = v; self.r = r


def walk(t):
    stack = []
    while stack or t is not None:
        while t is not None:
            stack.append(t)
            t = t.l
        t = stack.pop()
        yield t.v
        t = t.r


def entry_point(argv):
    print use(2), use(10)
    for x in fib():
        if x > 50: break
        print x,
    print
    t = Tree(Tree(None, 1, None), 2, Tree(Tree(None, 3, None), 4, None))
    for v in walk(t): print v,
    print
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
