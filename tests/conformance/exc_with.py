# with statements: exceptions, return, break, continue, several contexts.


class Ctx(object):
    def __init__(self, n): self.n = n
    def __enter__(self):
        print "enter", self.n
        return self
    def __exit__(self, a, b, c):
        print "exit", self.n


def f(n):
    with Ctx(n) as c:
        if n == 2: raise ValueError
        if n == 3: return c.n * 10
        print "body", c.n
    return 0


def entry_point(argv):
    print f(1)
    try:
        f(2)
    except ValueError:
        print "VE"
    print f(3)
    for i in range(3):
        with Ctx(i):
            if i == 1: continue
            if i == 2: break
            print "loop"
    with Ctx(7) as a, Ctx(8) as b:
        print a.n + b.n
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
