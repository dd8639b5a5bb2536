# The special methods that instances define.


class V(object):
    def __init__(self, l): self.l = l
    def __len__(self): return len(self.l)
    def __getitem__(self, i): return self.l[i]
    def __setitem__(self, i, v): self.l[i] = v
    def __iter__(self): return It(self.l)
    def __contains__(self, x): return x in self.l
    def plus(self, o): return V(self.l + o.l)
    def __call__(self, z): return z + 1
    def __delitem__(self, i): del self.l[i]
    def __getslice__(self, a, b): return V(self.l[a:b])


class It(object):
    def __init__(self, l):
        self.l = l
        self.i = 0
    def __iter__(self): return self
    def next(self):
        if self.i >= len(self.l):
            raise StopIteration
        self.i += 1
        return self.l[self.i - 1]


def entry_point(argv):
    v = V([1, 2, 3])
    print len(v), v[1]
    v[0] = 10
    for x in v:
        print x
    print v(4)
    print len(v.plus(V([4, 5])).l)
    if 3 in v: print "in"
    if v: print "true"
    del v[0]
    print len(v)
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
