# What a collector owes to a program: memory, weak references, finalizers, queues.
import weakref
from rpython.rlib import rgc
from rpython.rlib.objectmodel import compute_identity_hash, dont_inline


class Node(object):
    def __init__(self, left, right):
        self.left = left
        self.right = right


class Counter(object):
    deleted = 0
    queued = 0


counter = Counter()


class Deleted(object):
    def __init__(self, number):
        self.number = number

    def __del__(self):
        counter.deleted += self.number


class Queued(object):
    def __init__(self, node):
        self.node = node


class Queue(rgc.FinalizerQueue):
    Class = Queued

    def finalizer_trigger(self):
        while True:
            queued = self.next_dead()
            if queued is None:
                break
            counter.queued += count(queued.node)


queue = Queue()


def make(depth):
    if depth == 0:
        return None
    return Node(make(depth - 1), make(depth - 1))


def count(node):
    if node is None:
        return 0
    return 1 + count(node.left) + count(node.right)


@dont_inline
def abandon(number):
    Deleted(1)
    queue.register_finalizer(Queued(make(3)))
    return weakref.ref(Node(None, None))


def entry_point(argv):
    kept = make(12)
    strong = Node(None, None)
    weak = weakref.ref(strong)
    hash = compute_identity_hash(strong)
    names = {}
    refs = []
    for i in range(2000):
        refs.append(abandon(i))
        names[str(i)] = make(5)
    for i in range(5):
        make(14)
        rgc.collect()
    dead = 0
    for ref in refs:
        if ref() is None:
            dead += 1
    print "kept", count(kept), weak() is strong, hash == compute_identity_hash(strong)
    print "names", len(names), count(names["77"])
    print "dead", dead > 1900, counter.deleted > 1900, counter.queued > 1900 * 7
    print "memory", rgc.get_stats(rgc.TOTAL_MEMORY) < 200 << 20
    return 0


def target(driver, args):
    return entry_point, None
