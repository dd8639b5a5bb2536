# What a program has dropped dies when it asks for a collection, although the registers of the
# function that asks held it.
# compiled-only: the host and the low-level interpreter do not collect.
from rpython.rlib import rgc


class Counter(object):
    alive = 0

counter = Counter()


class Tracked(object):
    def __init__(self):
        counter.alive += 1

    def __del__(self):
        counter.alive -= 1


def make(n):
    tracked = [Tracked() for i in range(n)]
    return len(tracked)


def grow(n):
    tracked = []
    for i in range(n):
        tracked.append(Tracked())
    return len(tracked)


def few():
    return int(counter.alive < 20)


def entry_point(argv):
    print make(1000), counter.alive
    rgc.collect()
    print few()
    print grow(2000)
    for i in range(2):
        rgc.collect()
    print few()
    kept = [Tracked() for i in range(100)]
    rgc.collect()
    print int(counter.alive < 120), len(kept)
    return 0


def target(driver, args):
    return entry_point, None
