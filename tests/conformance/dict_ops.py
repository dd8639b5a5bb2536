# Dicts: string and int keys, missing keys, deletion, growth, iteration sums.


def count_words(text):
    counts = {}
    for word in text.split(" "):
        if word in counts:
            counts[word] += 1
        else:
            counts[word] = 1
    return counts


def lookup(d, key):
    try:
        return d[key]
    except KeyError:
        return -1


def memo_fib(n, cache):
    if n < 2:
        return n
    if n in cache:
        return cache[n]
    value = memo_fib(n - 1, cache) + memo_fib(n - 2, cache)
    cache[n] = value
    return value


class Point(object):
    def __init__(self, x):
        self.x = x


def entry_point(argv):
    counts = count_words("a b a c b a d e a")
    print counts["a"], counts["b"], lookup(counts, "e"), lookup(counts, "zz"), len(counts)
    print counts.get("c", 0), counts.get("q", 77)
    print memo_fib(60, {})
    squares = {}
    for i in range(500):
        squares[i * 7919 % 1009] = i
    total = 0
    for key in squares:
        total += key ^ squares[key]
    print len(squares), total
    removed = 0
    for i in range(0, 500, 3):
        key = i * 7919 % 1009
        if key in squares:
            del squares[key]
            removed += 1
    print removed, len(squares)
    total = 0
    for key, value in squares.items():
        total += key * value
    print total, sum_of(squares.values()), sum_of(squares.keys())
    points = {"one": Point(1), "two": Point(2)}
    points["three"] = Point(3)
    print points["two"].x + points["three"].x
    by_pair = {}
    for x in range(4):
        for y in range(4):
            by_pair[(x, y)] = x * 10 + y
    print by_pair[(3, 2)], len(by_pair), int((9, 9) in by_pair)
    copy = by_pair.copy()
    copy[(0, 0)] = 1000
    print by_pair[(0, 0)], copy[(0, 0)]
    copy.clear()
    print len(copy), copy.setdefault((1, 1), 5), copy.setdefault((1, 1), 6)
    return 0


def sum_of(items):
    total = 0
    for item in items:
        total += item
    return total


def target(driver, args):
    return entry_point, None
