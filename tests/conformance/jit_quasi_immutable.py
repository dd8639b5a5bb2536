# Quasi-immutable fields, immutable arrays and maps: values change after code relies on them.
from rpython.rlib.jit import JitDriver, elidable, promote, hint, unroll_safe


class Map(object):
    _immutable_fields_ = ['names[*]', 'limit']

    def __init__(self, names, limit):
        self.names = names
        self.limit = limit

    @elidable
    def index(self, name):
        for i in range(len(self.names)):
            if self.names[i] == name:
                return i
        return -1


class Cell(object):
    _immutable_fields_ = ['value?', 'items?[*]']

    def __init__(self, value, items):
        self.value = value
        self.items = items


class Obj(object):
    def __init__(self, map, slots):
        self.map = map
        self.slots = slots


driver = JitDriver(greens=['cell'], reds=['n', 'total', 'obj'])


def run(cell, n, obj):
    total = 0
    while n > 0:
        driver.jit_merge_point(cell=cell, n=n, total=total, obj=obj)
        map = promote(obj.map)
        i = map.index('b')
        total += obj.slots[i] * cell.value + map.limit
        total += cell.items[n & 1]
        obj.slots[i] = (obj.slots[i] + 1) & 255
        if n % 97 == 0:
            cell.value = cell.value + 1
        if n % 211 == 0:
            cell.items = [n, n + 1]
        n -= 1
    return total


def entry_point(argv):
    one = Map(['a', 'b', 'c'], 10)
    two = Map(['b', 'a'], 20)
    cell = Cell(3, [1, 2])
    print run(cell, 400, Obj(one, [1, 2, 3]))
    print run(cell, 400, Obj(two, [4, 5]))
    other = Cell(7, [5, 6])
    print run(other, 50, Obj(two, [4, 5]))
    print run(cell, 400, Obj(one, [1, 2, 3]))
    print cell.value, other.value
    return 0


def target(driver, args):
    return entry_point, None
