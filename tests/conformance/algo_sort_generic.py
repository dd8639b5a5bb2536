# Sorting algorithms, generic over comparison via specialize.arg; stability; priority queue.
from rpython.rlib.listsort import TimSort, make_timsort_class
from rpython.rlib.objectmodel import specialize


def lt_int(a, b):
    return a < b


def gt_int(a, b):
    return a > b


class Rec(object):
    def __init__(self, k, i):
        self.k = k
        self.i = i


def lt_rec(a, b):
    return a.k < b.k


@specialize.arg(1)
def insertion(l, lt):
    for i in range(1, len(l)):
        x = l[i]
        j = i - 1
        while j >= 0 and lt(x, l[j]):
            l[j + 1] = l[j]
            j -= 1
        l[j + 1] = x


@specialize.arg(1)
def quick(l, lt):
    _quick(l, lt, 0, len(l) - 1)


@specialize.arg(1)
def _quick(l, lt, lo, hi):
    if lo >= hi:
        return
    p = l[(lo + hi) // 2]
    i, j = lo, hi
    while i <= j:
        while lt(l[i], p):
            i += 1
        while lt(p, l[j]):
            j -= 1
        if i <= j:
            l[i], l[j] = l[j], l[i]
            i += 1
            j -= 1
    _quick(l, lt, lo, j)
    _quick(l, lt, i, hi)


@specialize.arg(1)
def merge(l, lt):
    if len(l) <= 1:
        return l
    m = len(l) // 2
    a = merge(l[:m], lt)
    b = merge(l[m:], lt)
    res = []
    i = j = 0
    while i < len(a) and j < len(b):
        if lt(b[j], a[i]):
            res.append(b[j])
            j += 1
        else:
            res.append(a[i])
            i += 1
    res.extend(a[i:])
    res.extend(b[j:])
    return res


@specialize.arg(1)
def heap(l, lt):
    n = len(l)
    for i in range(n // 2 - 1, -1, -1):
        sift(l, lt, i, n)
    for e in range(n - 1, 0, -1):
        l[0], l[e] = l[e], l[0]
        sift(l, lt, 0, e)


@specialize.arg(1)
def sift(l, lt, i, n):
    while True:
        c = 2 * i + 1
        if c >= n:
            return
        if c + 1 < n and lt(l[c], l[c + 1]):
            c += 1
        if not lt(l[i], l[c]):
            return
        l[i], l[c] = l[c], l[i]
        i = c


def radix(l):
    base = 16
    shift = 0
    while shift < 16:
        buckets = [[] for _ in range(base)]
        for x in l:
            buckets[(x >> shift) & 15].append(x)
        del l[:]
        for b in buckets:
            l.extend(b)
        shift += 4


def data(n, seed):
    l = []
    for i in range(n):
        seed = (seed * 1103515245 + 12345) & 0x7fffffff
        l.append(seed >> 16)
    return l


def check(l):
    s = 0
    for i in range(len(l)):
        s = (s * 31 + l[i]) % 1000003
    return s


class RecSort(TimSort):
    def lt(self, a, b):
        return a.k < b.k


class MyTim(make_timsort_class()):
    def lt(self, a, b):
        return a % 100 < b % 100

StrSort = make_timsort_class()


def entry_point(argv):
    n = int(argv[1])
    base = data(300, n)
    l = base[:]
    insertion(l, lt_int)
    want = check(l)
    l2 = base[:]
    quick(l2, lt_int)
    l3 = merge(base[:], lt_int)
    l4 = base[:]
    heap(l4, lt_int)
    l5 = base[:]
    radix(l5)
    print want, check(l2), check(l3), check(l4), check(l5), check(base)
    heap(l4, gt_int)
    l3 = merge(l4, gt_int)
    print int(check(l3) == check(l4)), int(l3[0] > l3[-1])
    recs = [Rec(x % 10, i) for i, x in enumerate(base)]
    insertion(recs, lt_rec)
    s1 = "".join([str(r.k) for r in recs[:40]])
    RecSort(recs).sort()
    ok = True
    for i in range(1, len(recs)):
        if recs[i - 1].k == recs[i].k and recs[i - 1].i > recs[i].i:
            ok = False
    print s1, int(ok)
    t = base[:]
    MyTim(t).sort()
    print " ".join([str(x) for x in t[:8]])
    w = ["pear", "apple", "fig", "banana", "apple2", ""]
    StrSort(w).sort()
    print ",".join(w)
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
