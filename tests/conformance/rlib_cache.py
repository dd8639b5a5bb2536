# cache.Cache: values computed once each while translating; rshrinklist.
from rpython.rlib.cache import Cache
from rpython.rlib.rshrinklist import AbstractShrinkList


class Shape(object):
    def __init__(self, name, corners):
        self.name = name
        self.corners = corners


class ShapeCache(Cache):
    def _build(self, key):
        return Shape(key, len(key))

cache = ShapeCache()


class Item(object):
    def __init__(self, n):
        self.n = n
        self.alive = True


class Items(AbstractShrinkList):
    def must_keep(self, item):
        return item.alive


def get(flag):
    if flag:
        key = "square"
    else:
        key = "triangle"
    return key


def entry_point(argv):
    a = cache.getorbuild("square")
    b = cache.getorbuild("triangle")
    print a.name, a.corners, b.name, b.corners
    print int(cache.getorbuild("square") is a)
    l = Items()
    for i in range(100):
        item = Item(i)
        l.append(item)
        if i % 3:
            item.alive = False
    print len(l.items()), l.items()[0].n, l.items()[-1].n
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
