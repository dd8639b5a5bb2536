"""TimSort classes: orders of their own, access of their own, parts of lists."""
from rpython.rlib.listsort import TimSort, make_timsort_class


class Pair(object):
    def __init__(self, key, number):
        self.key = key
        self.number = number


class Descending(TimSort):
    def lt(self, a, b):
        return a > b


class ByLength(make_timsort_class(lt=lambda a, b: len(a) < len(b))):
    pass


class ByKey(make_timsort_class()):
    def __init__(self, items, listlength=None, reverse=False):
        ByKeyBase.__init__(self, items, listlength)
        self.reverse = reverse

    def lt(self, a, b):
        if self.reverse:
            return a.key > b.key
        return a.key < b.key

ByKeyBase = ByKey.__bases__[0]


class Window(object):
    def __init__(self, items, start):
        self.items = items
        self.start = start


def window_get(window, i):
    return window.items[window.start + i]


def window_set(window, i, x):
    window.items[window.start + i] = x


def window_length(window):
    return len(window.items) - window.start


def window_slice(window, start, stop):
    return Window([window.items[window.start + i] for i in range(start, stop)], 0)


def window_lt(a, b):
    return a < b

WindowSort = make_timsort_class(window_get, window_set, window_length, window_slice, window_lt)


def numbers(n, seed):
    result = []
    for i in range(n):
        seed = (seed * 1103515245 + 12345) & 0x7fffffff
        result.append((seed >> 8) % 1000)
    return result


def show(items):
    return ' '.join([str(x) for x in items])


def entry_point(argv):
    n = int(argv[1])
    a = numbers(n, 1)
    TimSort(a).sort()
    print show(a)
    b = numbers(n, 2)
    Descending(b).sort()
    print show(b)
    c = numbers(n, 3)
    TimSort(c, n // 2).sort()
    print show(c)
    words = [str(x * x) for x in numbers(n, 4)]
    ByLength(words).sort()
    print ' '.join(words)
    pairs = [Pair(x % 5, i) for i, x in enumerate(numbers(n, 5))]
    ByKey(pairs).sort()
    print ' '.join(['%d:%d' % (p.key, p.number) for p in pairs])
    ByKey(pairs, reverse=True).sort()
    print ' '.join(['%d:%d' % (p.key, p.number) for p in pairs])
    d = numbers(n, 6)
    WindowSort(Window(d, n // 3)).sort()
    print show(d)
    long = numbers(5000, 7)
    TimSort(long).sort()
    ordered = True
    for i in range(1, len(long)):
        if long[i - 1] > long[i]:
            ordered = False
    print int(ordered), len(long), long[0], long[2500], long[-1]
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    entry_point(sys.argv)
