# __del__ of objects without fields that nothing uses, made in functions that are inlined.
from rpython.rlib import rgc

# compiled-only: nothing dies elsewhere


class Counter(object):
    def __init__(self):
        self.made = 0
        self.died = 0

counter = Counter()


class Tracked(object):
    def __init__(self):
        counter.made += 1

    def __del__(self):
        counter.died += 1


class Special(Tracked):
    def __init__(self, weight):
        Tracked.__init__(self)
        self.weight = weight

    def __del__(self):
        counter.died += self.weight


class Plain(object):
    def __init__(self, n):
        self.n = n


def drop(n):
    for i in range(n):
        Tracked()


def weigh(n):
    total = 0
    for i in range(n):
        s = Special(2)
        total += Plain(s.weight).n
    return total


def entry_point(argv):
    n = int(argv[1])
    drop(n)
    rgc.collect()
    rgc.collect()
    print counter.made, int(counter.died > n - 20)
    before = counter.died
    print weigh(n)
    rgc.collect()
    rgc.collect()
    print counter.made, int(counter.died - before > 2 * (n - 20))
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
