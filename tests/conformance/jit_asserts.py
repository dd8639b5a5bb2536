# What the JIT looks into has no assert statements: those that say "not while tracing" hold there.
from rpython.rlib import jit

driver = jit.JitDriver(greens=['kind'], reds=['n', 'shape', 'total'])


class Grow(Exception):
    pass


class Shape(object):
    def __init__(self, size):
        self.items = [0] * size

    def set(self, index, value):
        try:
            self.store(index, value)
            return
        except Grow:
            self.grow()
        self.store_again(index, value)

    def store(self, index, value):
        assert index >= 0
        if index >= len(self.items):
            raise Grow()
        self.items[index] = value

    def grow(self):
        assert not jit.we_are_jitted()
        self.items = self.items + [0]

    def store_again(self, index, value):
        assert not jit.we_are_jitted()
        assert 0 <= index < len(self.items)
        self.items[index] = value


def run(kind, n):
    shape = Shape(1)
    total = 0
    while n > 0:
        driver.jit_merge_point(kind=kind, n=n, shape=shape, total=total)
        index = total % (len(shape.items) + 1)
        shape.set(index, n)
        total += shape.items[index] + kind
        n -= 1
    print kind, len(shape.items), total


def entry_point(argv):
    run(0, 5)
    run(1, 300)
    run(2, 1500)
    return 0


def target(driver, args):
    return entry_point, None
