# Erased references: pairs for instances, lists, strings; prebuilt and cyclic
# values; integers.
from rpython.rlib.rerased import (
    erase_int, new_erasing_pair, new_static_erasing_pair, unerase_int)

erase_node, unerase_node = new_erasing_pair("node")
erase_text, unerase_text = new_erasing_pair("text")


class Node(object):
    def __init__(self, value):
        self.value = value

    def show(self):
        return "node %d" % self.value


class Leaf(Node):
    def show(self):
        return "leaf %d" % self.value


class Strategy(object):
    def length(self, storage):
        raise NotImplementedError

    def show(self, storage):
        raise NotImplementedError


class IntStrategy(Strategy):
    erase, unerase = new_static_erasing_pair("ints")

    def length(self, storage):
        return len(self.unerase(storage))

    def show(self, storage):
        return ' '.join([str(i) for i in self.unerase(storage)])


class NodeStrategy(Strategy):
    erase, unerase = new_static_erasing_pair("nodes")

    def length(self, storage):
        return len(self.unerase(storage))

    def show(self, storage):
        return ' '.join([node.show() for node in self.unerase(storage)])


class EmptyStrategy(Strategy):
    def length(self, storage):
        return unerase_int(storage)

    def show(self, storage):
        return "empty %d" % unerase_int(storage)


class Vector(object):
    def __init__(self, strategy, storage):
        self.strategy = strategy
        self.storage = storage

    def show(self):
        return "%d: %s" % (self.strategy.length(self.storage), self.strategy.show(self.storage))


INTS = IntStrategy()
NODES = NodeStrategy()
EMPTY = EmptyStrategy()


class Cell(object):
    def __init__(self):
        self.content = None
        self.storage = erase_node(None)


PREBUILT = [Vector(INTS, INTS.erase([1, 2])), Vector(NODES, NODES.erase([Leaf(3), Node(4)])),
            Vector(EMPTY, erase_int(-7))]
CYCLE = Node(99)
CYCLE.storage = erase_node(CYCLE)


def make(n):
    if n % 3 == 0:
        return Vector(INTS, INTS.erase([n + i for i in range(n)]))
    if n % 3 == 1:
        return Vector(NODES, NODES.erase([Node(n), Leaf(n + 1)]))
    return Vector(EMPTY, erase_int(n))


def entry_point(argv):
    for vector in PREBUILT:
        print vector.show()
    for n in range(6):
        print make(n).show()
    vector = make(3)
    INTS.unerase(vector.storage).append(1000)
    print vector.show()
    mixed = [erase_node(Node(5)), erase_text("text"), erase_node(Leaf(6)), erase_text("more")]
    print unerase_node(mixed[0]).show(), unerase_text(mixed[1]), unerase_node(mixed[2]).show(),
    print len(unerase_text(mixed[3]))
    cell = Cell()
    print int(unerase_node(cell.storage) is None), unerase_node(CYCLE.storage).show()
    try:
        erase_int(1 << 61)
        print "fits",
        erase_int(1 << 62)
        print "not reached"
    except OverflowError:
        print "too large"
    return 0


def target(driver, args):
    return entry_point
