# A heap of instances ordered by an attribute.


class Item(object):
    def __init__(self, pri, name): self.pri = pri; self.name = name


class Heap(object):
    def __init__(self): self.l = []
    def push(self, it):
        l = self.l
        l.append(it)
        i = len(l) - 1
        while i > 0:
            p = (i - 1) >> 1
            if l[p].pri <= l[i].pri: break
            l[p], l[i] = l[i], l[p]
            i = p
    def pop(self):
        l = self.l
        top = l[0]
        last = l.pop()
        if l:
            l[0] = last
            i = 0
            n = len(l)
            while True:
                c = 2 * i + 1
                if c >= n: break
                if c + 1 < n and l[c + 1].pri < l[c].pri: c += 1
                if l[i].pri <= l[c].pri: break
                l[i], l[c] = l[c], l[i]
                i = c
        return top


def entry_point(argv):
    h = Heap()
    x = 17
    for i in range(30):
        x = (x * 31 + 7) % 101
        h.push(Item(x, "i%d" % i))
    out = []
    while h.l: out.append(str(h.pop().pri))
    print " ".join(out)
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
