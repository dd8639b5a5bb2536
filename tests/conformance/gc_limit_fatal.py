# A program that goes on allocating after a MemoryError is ended.
from rpython.rlib import rgc

# compiled-only: there is no limit elsewhere


class Node(object):
    def __init__(self, next):
        self.next = next


class State(object):
    node = None
    caught = 0


state = State()


def fill():
    while True:
        state.node = Node(state.node)


def entry_point(argv):
    rgc.set_max_heap_size(20 << 20)
    while True:
        try:
            fill()
        except MemoryError:
            state.caught += 1
            print "caught", state.caught
            if state.caught == 2:
                break
    return 0


def target(driver, args):
    return entry_point, None
