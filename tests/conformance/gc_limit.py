# MemoryError at the limit of the heap, caught, several times.
from rpython.rlib import rgc
from rpython.rlib.objectmodel import dont_inline

# compiled-only: nothing dies, and there is one thread, elsewhere


class Node(object):
    def __init__(self, next):
        self.next = next
        self.payload = None


class Counter(object):
    count = 0


counter = Counter()


@dont_inline
def make_list():
    node = None
    while True:
        node = Node(node)
        counter.count += 1


def fill():
    counter.count = 0
    try:
        make_list()
    except MemoryError:
        pass
    return counter.count


@dont_inline
def repeat(size):
    return "x" * size


def one_big(size):
    try:
        return len(repeat(size))
    except MemoryError:
        return -1


def entry_point(argv):
    rgc.set_max_heap_size(50 << 20)
    for i in range(3):
        count = fill()
        print count > 1000000, count < 4000000
        rgc.collect()
    print one_big(200 << 20)
    print one_big(1 << 20)
    rgc.set_max_heap_size(0)
    print one_big(200 << 20)
    return 0


def target(driver, args):
    return entry_point, None
