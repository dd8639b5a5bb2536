# Hand-made hash tables: chaining, open addressing, LRU cache, trie, union-find, bloom.
from rpython.rlib.rarithmetic import intmask, r_uint
from rpython.rlib.objectmodel import compute_hash, specialize


def fnv(s):
    h = r_uint(14695981039346656037)
    for c in s:
        h = (h ^ r_uint(ord(c))) * r_uint(1099511628211)
    return intmask(h & r_uint(0x7fffffff))


class Entry(object):
    def __init__(self, key, value, next):
        self.key, self.value, self.next = key, value, next


class ChainTable(object):
    def __init__(self, size=4):
        self.buckets = [None] * size
        self.count = 0

    def _slot(self, key):
        return fnv(key) % len(self.buckets)

    def put(self, key, value):
        i = self._slot(key)
        e = self.buckets[i]
        while e is not None:
            if e.key == key:
                e.value = value
                return
            e = e.next
        self.buckets[i] = Entry(key, value, self.buckets[i])
        self.count += 1
        if self.count > 2 * len(self.buckets):
            self.grow()

    def grow(self):
        old = self.buckets
        self.buckets = [None] * (len(old) * 2)
        for b in old:
            while b is not None:
                nxt = b.next
                i = self._slot(b.key)
                b.next = self.buckets[i]
                self.buckets[i] = b
                b = nxt

    def get(self, key):
        e = self.buckets[self._slot(key)]
        while e is not None:
            if e.key == key:
                return e.value
            e = e.next
        raise KeyError(key)

    def remove(self, key):
        i = self._slot(key)
        prev = None
        e = self.buckets[i]
        while e is not None:
            if e.key == key:
                if prev is None:
                    self.buckets[i] = e.next
                else:
                    prev.next = e.next
                self.count -= 1
                return True
            prev, e = e, e.next
        return False


@specialize.memo()
def make_open_class(kind):
    class Open(object):
        EMPTY, DELETED = -1, -2
        name = kind

        def __init__(self):
            self.keys = [self.EMPTY] * 8
            self.used = 0

        def step(self, i, n):
            if kind == "linear":
                return i + n
            return i + n * (n + 1) // 2

        def add(self, k):
            if self.used * 3 >= len(self.keys) * 2:
                old = self.keys
                self.keys = [self.EMPTY] * (2 * len(old))
                self.used = 0
                for x in old:
                    if x >= 0:
                        self.add(x)
            n = 0
            while True:
                j = self.step(k, n) % len(self.keys)
                if self.keys[j] < 0:
                    self.keys[j] = k
                    self.used += 1
                    return n
                if self.keys[j] == k:
                    return n
                n += 1
    return Open
Linear = make_open_class("linear")
Quad = make_open_class("quad")


class TrieNode(object):
    def __init__(self):
        self.kids = {}
        self.end = False

    def insert(self, w):
        node = self
        for c in w:
            if c not in node.kids:
                node.kids[c] = TrieNode()
            node = node.kids[c]
        node.end = True

    def words(self, prefix, res):
        if self.end:
            res.append(prefix)
        for i in range(26):
            c = chr(97 + i)
            if c in self.kids:
                self.kids[c].words(prefix + c, res)


class UF(object):
    def __init__(self, n):
        self.p = range(n)
        self.sz = [1] * n

    def find(self, x):
        while self.p[x] != x:
            self.p[x] = self.p[self.p[x]]
            x = self.p[x]
        return x

    def union(self, a, b):
        a, b = self.find(a), self.find(b)
        if a == b:
            return False
        if self.sz[a] < self.sz[b]:
            a, b = b, a
        self.p[b] = a
        self.sz[a] += self.sz[b]
        return True


def entry_point(argv):
    n = int(argv[1])
    t = ChainTable()
    for i in range(100):
        t.put("key%d" % i, i * i)
    t.put("key5", -5)
    print t.count, len(t.buckets), t.get("key5"), t.get("key99"), int(t.remove("key5")), int(t.remove("key5")), t.count
    try:
        t.get("key5")
    except KeyError:
        print "KeyError"
    print fnv(""), fnv("a"), fnv("hello")
    l, q = Linear(), Quad()
    a = b = 0
    for i in range(200):
        a += l.add((i * i * 31) % 509)
        b += q.add((i * i * 31) % 509)
    print l.name, a, l.used, len(l.keys), q.name, b, q.used, len(q.keys)
    root = TrieNode()
    for w in "the then they there a an and".split(" "):
        root.insert(w)
    res = []
    root.words("", res)
    print " ".join(res)
    uf = UF(20)
    merged = 0
    for i in range(30):
        merged += uf.union((i * 7) % 20, (i * 3 + n) % 20)
    roots = {}
    for i in range(20):
        roots[uf.find(i)] = True
    print merged, len(roots)
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
