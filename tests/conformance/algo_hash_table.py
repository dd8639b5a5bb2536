# A hash table of chained cells in [None] * n.


class Cell(object):
    def __init__(self, v, nxt): self.v = v; self.nxt = nxt


class Table(object):
    def __init__(self, n):
        self.buckets = [None] * n
        self.count = 0
    def put(self, k, v):
        i = k % len(self.buckets)
        self.buckets[i] = Cell(v, self.buckets[i])
        self.count += 1
        if self.count > len(self.buckets): self.grow()
    def grow(self):
        old = self.buckets
        self.buckets = [None] * (len(old) * 2)
        for b in old:
            while b is not None:
                i = b.v % len(self.buckets)
                self.buckets[i] = Cell(b.v, self.buckets[i])
                b = b.nxt


def entry_point(argv):
    t = Table(2)
    for i in range(20): t.put(i * 3, i * 3)
    s = 0
    for i in range(len(t.buckets)):
        b = t.buckets[i]
        while b is not None:
            s = s * 7 % 1009 + b.v
            b = b.nxt
    print len(t.buckets), s
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
