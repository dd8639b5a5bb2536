# Tuples: packing, unpacking, results of functions, nesting, comparison.


def divide(a, b):
    return a // b, a % b


def extremes(items):
    low, high = items[0], items[0]
    for item in items:
        if item < low:
            low = item
        if item > high:
            high = item
    return low, high


def rotate(triple):
    a, b, c = triple
    return b, c, a


def describe(record):
    name, (x, y), tags = record
    return "%s@%d,%d:%s" % (name, x, y, "+".join(tags))


def entry_point(argv):
    q, r = divide(47, 6)
    print q, r
    low, high = extremes([3, -8, 44, 12])
    print low, high
    t = (1, 2, 3)
    for i in range(4):
        t = rotate(t)
        print t[0], t[1], t[2]
    records = [("p", (1, 2), ["aa"]), ("q", (-3, 4), ["bb", "cc"])]
    for record in records:
        print describe(record)
    a = 1
    b = 2
    a, b = b, a
    print a, b
    print int((1, "x") == (1, "x")), int((1, "x") == (1, "y")), int((1, 2) != (1, 3))
    pairs = [(n % 3, n) for n in range(7)]
    for key, n in pairs:
        print "%d:%d" % (key, n),
    print
    print len(t), len((5,))
    return 0


def target(driver, args):
    return entry_point, None
