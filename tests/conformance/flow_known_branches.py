# Branches that a constant decides on one of the paths that meet before them.
class Item(object):
    def __init__(self, name, size):
        self.name = name
        self.size = size


ITEMS = [Item("one", 1), Item("two", 2), Item("five", 5)]


def index_of(items, name):
    index = None
    for i in range(len(items)):
        if items[i].name == name:
            index = i
            break
    if index is not None:
        return index
    return -1


def size_or(n, default):
    size = None
    if n > 1:
        size = n * 10
    if size is None:
        size = default
    return size


def found_only(items, wanted):
    found = False
    for item in items:
        if item.size > wanted:
            found = True
            first = item
            break
    if not found:
        return "none"
    return first.name


def either(a, b):
    text = ""
    number = 0
    if a:
        kind = 1
        text = "text" * b
    else:
        kind = 2
        number = b + 1
    if kind == 1:
        return text
    if kind == 2 and number > 2:
        return str(number)
    return "small"


def both(a, b):
    flag = a > 3 and b > 3
    if flag:
        result = a * b
    else:
        result = None
    if result is not None and result > 20:
        return result + 1
    return 0


def waits(n):
    got = None
    while got is None:
        n += 1
        if n % 7 == 0:
            got = "at " + str(n)
    return got


def nested(n):
    value = None
    other = None
    if n % 2:
        value = n
        if n % 3:
            other = str(n * 2)
    if value is None:
        return "even"
    if other is None:
        return "odd %d" % value
    return "both %d %s" % (value, other)


def in_loop(n):
    total = 0
    for i in range(n):
        part = None
        if i % 3 == 0:
            part = i
        if part is None:
            continue
        total += part
    return total


def entry_point(argv):
    n = len(argv)
    print index_of(ITEMS, "two"), index_of(ITEMS, "ten"), index_of([], "one")
    print size_or(n, 7), size_or(n + 1, 7)
    print found_only(ITEMS, n), found_only(ITEMS, 5), found_only([], 0)
    print either(True, n), either(n > 1, n), either(n > 1, 3)
    print both(4, 5), both(4, 6), both(n, 6)
    print waits(n), waits(7)
    print nested(2), nested(3), nested(n)
    print in_loop(10)
    return 0


def target(driver, args):
    return entry_point, None
