# Bound methods and None in an attribute.


class Ev(object):
    def __init__(self): self.cb = None
    def on(self, cb): self.cb = cb
    def fire(self, x):
        cb = self.cb
        if cb is not None: return cb(x)
        return -1


class L(object):
    def __init__(self, k): self.k = k
    def hit(self, x): return x + self.k


def entry_point(argv):
    e = Ev()
    print e.fire(1),
    e.on(L(10).hit)
    print e.fire(1),
    e.on(None)
    print e.fire(1)
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
