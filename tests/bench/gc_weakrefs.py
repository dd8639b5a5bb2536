"""Many small weak references: to objects that die at once, and to some that stay."""
import weakref


class Item(object):
    def __init__(self, number):
        self.number = number


def entry_point(argv):
    rounds = int(argv[1]) if len(argv) > 1 else 20000000
    kept = [Item(i) for i in range(1000)]
    references = [weakref.ref(item) for item in kept]
    alive = 0
    for i in range(rounds):
        item = Item(i)
        reference = weakref.ref(item)
        if i % 100 == 0:
            kept[(i // 100) % 1000] = item
            references[(i // 100) % 1000] = reference
        found = references[i % 1000]()
        if found is not None:
            alive += found.number & 1
    print alive
    return 0


def target(driver, args):
    return entry_point, None
