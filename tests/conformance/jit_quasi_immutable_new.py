# Quasi-immutable fields of objects that a loop makes: writing them in the constructor concerns nobody, unless the
# object becomes one that other loops rely on.
from rpython.rlib.jit import JitDriver, promote, dont_look_inside


class Layout(object):
    def __init__(self, width):
        self.width = width


class Thing(object):
    _immutable_fields_ = ['layout?', 'next?']

    def __init__(self, layout, value):
        self.layout = layout
        self.value = value
        self.next = None


class Keep(object):
    def __init__(self):
        self.thing = None
        self.changes = 0


keep = Keep()
narrow, wide = Layout(1), Layout(10)
making = JitDriver(greens=['layout'], reds=['n', 'total'])
using = JitDriver(greens=['thing'], reds=['n', 'total'])
changing = JitDriver(greens=[], reds=['n', 'total', 'thing'])


@dont_look_inside
def remember(thing):
    if thing.value % 40 == 0:
        keep.thing = thing


def make(layout, n):
    total = 0
    while n > 0:
        making.jit_merge_point(layout=layout, n=n, total=total)
        thing = Thing(layout, n)
        # A second write to a new object, and one that escapes afterwards.
        if n % 3 == 0:
            thing.layout = wide
        other = Thing(thing.layout, 1)
        other.next = thing
        remember(other.next)
        total += other.layout.width * other.next.value
        n -= 1
    return total


def use(thing, n):
    total = 0
    while n > 0:
        using.jit_merge_point(thing=thing, n=n, total=total)
        total += thing.layout.width + n
        # The loop changes what it relies on.
        if n % 50 == 0:
            thing.layout = narrow if thing.layout is wide else wide
            keep.changes += 1
        n -= 1
    return total


def change(thing, n):
    total = 0
    while n > 0:
        changing.jit_merge_point(n=n, total=total, thing=thing)
        if n & 1:
            thing.layout = wide
        else:
            thing.layout = narrow
        total += thing.layout.width
        if n % 30 == 0:
            total += use(thing, 25)
        n -= 1
    return total


def entry_point(argv):
    print make(narrow, 200), make(wide, 100)
    thing = keep.thing
    print thing.value, use(thing, 230), keep.changes
    print change(thing, 150), change(Thing(narrow, 3), 150)
    print use(thing, 60), thing.layout.width
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
