# One specialised function tells the locations of two drivers, whose greens have different types.
from rpython.rlib.jit import JitDriver
from rpython.rlib.objectmodel import specialize


class Loop(object):
    def __init__(self, limit):
        self.limit = limit

    def text(self):
        return "loop to %d" % self.limit


class Chain(object):
    def __init__(self, step):
        self.step = step

    def text(self):
        return "chain by %d" % self.step


@specialize.argtype(0)
def location(node):
    return node.text()


loops = JitDriver(greens=["node"], reds=["i", "total"], get_printable_location=location)
chains = JitDriver(greens=["node"], reds=["i", "total"], get_printable_location=location)


def run_loop(node):
    i = 0
    total = 0
    while i < node.limit:
        loops.jit_merge_point(node=node, i=i, total=total)
        total += i
        i += 1
    return total


def run_chain(node):
    i = 0
    total = 0
    while i < 100:
        chains.jit_merge_point(node=node, i=i, total=total)
        total += node.step
        i += node.step
    return total


def entry_point(argv):
    print run_loop(Loop(50)), run_loop(Loop(60))
    print run_chain(Chain(2)), run_chain(Chain(3))
    return 0


def target(driver, args):
    return entry_point, None
