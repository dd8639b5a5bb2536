# An abandoned generator, its frame and what only it holds are gone at the next
# minor collection.
import weakref
from rpython.rlib import rgc

# compiled-only: nothing dies elsewhere


class Item(object):
    def __init__(self, number):
        self.number = number


class Log(object):
    def __init__(self):
        self.refs = []
        self.depth = 0
        self.total = 0


log = Log()


def numbers(item):
    i = 0
    while True:
        yield item.number + i
        i += 1


def abandon(count):
    for i in range(count):
        item = Item(i)
        log.refs.append(weakref.ref(item))
        generator = numbers(item)
        log.total += generator.next()
        log.total += generator.next()


def at_depth(depth, count):
    """In frames that are gone afterwards, and with registers that are restored."""
    if depth:
        at_depth(depth - 1, count)
        log.depth += 1
    elif count:
        abandon(count)


def entry_point(argv):
    at_depth(20, 1000)
    at_depth(200, 0)
    rgc.collect(0)
    alive = 0
    for ref in log.refs:
        if ref() is not None:
            alive += 1
    print alive <= 3, log.total
    return 0


def target(driver, args):
    return entry_point, None
