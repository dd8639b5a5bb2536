# An inline cache that a trace both relies on and extends: the trace is given up. A lookup that found
# nothing must not be a constant of machine code, which would extend the cache for ever.
from rpython.rlib import jit

driver = jit.JitDriver(greens=['shapes', 'site'], reds=['n', 'total'])


class Shape(object):
    def __init__(self, weight):
        self.weight = weight


class Entry(object):
    _immutable_fields_ = ['shape', 'next?']

    def __init__(self, shape, next):
        self.shape = shape
        self.next = next


class Site(object):
    _immutable_fields_ = ['entries?']

    def __init__(self):
        self.entries = None
        self.added = 0

    @jit.elidable_promote('all')
    def lookup(self, shape):
        entry = self.entries
        while entry is not None:
            if entry.shape is shape:
                return entry
            entry = entry.next
        return None

    def extend(self, shape):
        entry = Entry(shape, self.entries)
        self.entries = entry
        self.added += 1
        return entry


def run(site, shapes, n):
    total = 0
    while n > 0:
        driver.jit_merge_point(shapes=shapes, site=site, n=n, total=total)
        shape = SHAPES[n % shapes]
        entry = site.lookup(shape)
        if entry is None:
            entry = site.extend(shape)
        total += entry.shape.weight
        n -= 1
    print total, site.added


SHAPES = [Shape(1), Shape(10), Shape(100), Shape(1000), Shape(10000)]


def entry_point(argv):
    run(Site(), 1, 40)
    run(Site(), 3, 40)
    run(Site(), 5, 4000)
    return 0


def target(driver, args):
    return entry_point, None
