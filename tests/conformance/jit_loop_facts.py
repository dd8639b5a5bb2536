# What a loop knows from its first iteration must hold where bridges enter it, too: the class of a strategy
# that says how to read the storage, and the value of a field that the loop writes.
from rpython.rlib import jit

driver = jit.JitDriver(greens=[], reds=['n', 'total', 'array'])
writer = jit.JitDriver(greens=[], reds=['n', 'total', 'value', 'array'])


class Storage(object):
    pass


class Ints(Storage):
    def __init__(self, ints):
        self.ints = ints


class Box(object):
    def __init__(self, value):
        self.value = value


class Boxes(Storage):
    def __init__(self, boxes):
        self.boxes = boxes


class Strategy(object):
    def get(self, array, index):
        raise NotImplementedError


class IntStrategy(Strategy):
    def get(self, array, index):
        storage = array.storage
        assert isinstance(storage, Ints)
        return storage.ints[index]


class BoxStrategy(Strategy):
    def get(self, array, index):
        storage = array.storage
        assert isinstance(storage, Boxes)
        return storage.boxes[index].value


INTS = IntStrategy()
BOXES = BoxStrategy()


class Array(object):
    def __init__(self):
        self.last = 0
        self.changes = 0
        self.to_ints()

    def to_ints(self):
        self.strategy = INTS
        self.storage = Ints([1, 2, 3, 4])

    def to_boxes(self):
        self.strategy = BOXES
        self.storage = Boxes([Box(10), Box(20), Box(30), Box(40)])


@jit.dont_look_inside
def change(array):
    array.changes += 1
    if array.changes & 1:
        array.to_boxes()
    else:
        array.to_ints()


@jit.dont_look_inside
def disturb(array, n):
    array.last = 1000 + n


def read(array, n):
    total = 0
    while n > 0:
        driver.jit_merge_point(n=n, total=total, array=array)
        total += array.strategy.get(array, n & 3)
        if n % 50 == 0:
            change(array)
        n -= 1
    return total


def write(array, n, value):
    total = 0
    while n > 0:
        writer.jit_merge_point(n=n, total=total, value=value, array=array)
        array.last = value
        if n % 50 == 1:
            disturb(array, n)
            total += array.last
            n -= 1
            continue
        total += array.last
        n -= 1
    return total


@jit.dont_look_inside
def last_of(array):
    return array.last


def entry_point(argv):
    array = Array()
    print read(array, 3000), array.changes
    print read(array, 777), array.changes
    array.last = 5
    print write(array, 3000, 7), array.last
    print write(array, 1010, 8), last_of(array)
    return 0


def target(driver, args):
    return entry_point, None
