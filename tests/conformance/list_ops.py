# Lists: growth, item and slice access, in-place changes, search, comprehension.


def show(title, items):
    print title, "[%s]" % ", ".join([str(x) for x in items])


def sieve(limit):
    flags = [True] * limit
    primes = []
    for n in range(2, limit):
        if flags[n]:
            primes.append(n)
            for multiple in range(n * n, limit, n):
                flags[multiple] = False
    return primes


def insertion_sort(items):
    for i in range(1, len(items)):
        value = items[i]
        j = i - 1
        while j >= 0 and items[j] > value:
            items[j + 1] = items[j]
            j -= 1
        items[j + 1] = value


def transpose(rows):
    return [[row[i] for row in rows] for i in range(len(rows[0]))]


def position(items, value):
    try:
        return items.index(value)
    except ValueError:
        return -1


def get(items, i):
    try:
        return items[i]
    except IndexError:
        return -999


def entry_point(argv):
    show("primes", sieve(60))
    items = [5, 2, 9, 1, 7, 3]
    insertion_sort(items)
    show("sorted", items)
    items.append(11)
    items.insert(0, -1)
    items.extend([20, 21])
    show("grown", items)
    print items.pop(), items.pop(0), len(items)
    del items[1]
    show("shrunk", items)
    items.reverse()
    show("reversed", items)
    show("slices", items[1:3] + items[2:])
    items[0:2] = [100, 101]
    show("assigned", items)
    print position(items, 101), position(items, 12345)
    print get(items, 2), get(items, 500), items[-1]
    if 101 in items and 102 not in items:
        print "membership"
    for row in transpose([[1, 2, 3], [4, 5, 6]]):
        show("row", row)
    zeros = [0] * 4
    zeros[2] += 3
    show("zeros", zeros)
    total = 0
    for i, x in enumerate(items):
        total += i * x
    print "total", total
    stack = []
    for i in range(1000):
        stack.append(i * i)
    s = 0
    while stack:
        s += stack.pop()
    print "stack", s
    nested = [[]]
    nested[0].append("x")
    nested.append(["y", "z"])
    print len(nested), nested[1][1], "".join(nested[0] + nested[1])
    return 0


def target(driver, args):
    return entry_point, None
