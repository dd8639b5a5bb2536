# Methods generated for each class from names that are known at import time: tests
# of the names decide which code exists. Values that are None where the annotator
# looks first.
from rpython.rlib.unroll import unrolling_iterable


class Meta(type):
    def __init__(cls, name, bases, namespace):
        type.__init__(cls, name, bases, namespace)
        slots = unrolling_iterable(namespace.get('_children_', []))

        def replace(self, old, new):
            count = 0
            for slot in slots:
                if slot.endswith('[*]'):
                    name = slot[:-3]
                    nodes = getattr(self, name)
                    for i in range(len(nodes)):
                        if nodes[i] is old:
                            nodes[i] = new
                            count += 1
                elif slot.startswith('_'):
                    pass
                elif getattr(self, slot) is old:
                    setattr(self, slot, new)
                    count += 1
            return count
        cls.replace = replace


class Node(object):
    __metaclass__ = Meta

    def run(self, frame):
        return 0


class Const(Node):
    def __init__(self, value):
        self.value = value

    def run(self, frame):
        return self.value


class Local(Node):
    def __init__(self, index):
        self.index = index

    def run(self, frame):
        return frame[self.index]


class Sum(Node):
    _children_ = ['items[*]', '_hidden']

    def __init__(self, items):
        self.items = items

    def run(self, frame):
        total = 0
        for item in self.items:
            total += item.run(frame)
        return total


class Pair(Node):
    _children_ = ['left', 'right']

    def __init__(self, left, right):
        self.left = left
        self.right = right

    def run(self, frame):
        return self.left.run(frame) * self.right.run(frame)


class Machine(object):
    def __init__(self):
        self.frame = None
        self.callback = None

    def first(self, node):
        # before any frame exists
        return node.run(self.frame)

    def call(self, n):
        if self.callback is None:
            return -1
        return self.callback(n)


def double(n):
    return n * 2


def entry_point(argv):
    machine = Machine()
    print machine.first(Const(5)), machine.call(1)
    machine.callback = double
    machine.frame = [len(argv), 10, 20]
    a, b, c = Const(1), Const(2), Local(1)
    items = Sum([a, b, a])
    pair = Pair(a, items)
    print items.run(machine.frame), pair.run(machine.frame), machine.call(21)
    print items.replace(a, c), pair.replace(a, b), pair.replace(items, a), b.replace(a, c)
    print items.run(machine.frame), pair.run(machine.frame), machine.first(c)
    return 0


def target(driver, args):
    return entry_point
