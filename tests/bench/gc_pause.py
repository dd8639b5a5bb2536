"""A large live heap that changes slowly: how long do collections stop the program?

The argument is the size of the heap in megabytes. Each unit of work allocates 1400
objects; the longest is printed, and the tenth longest, in processor time."""
import time


class Node(object):
    def __init__(self, left, right, value):
        self.left = left
        self.right = right
        self.value = value


def grow(depth):
    if depth == 0:
        return Node(None, None, depth)
    return Node(grow(depth - 1), grow(depth - 1), depth)


def unit(trees, number):
    for i in range(200):
        tree = trees[(number + i * 37) % len(trees)]
        tree.left.left = grow(2)


def insert(worst, duration):
    for i in range(len(worst)):
        if duration > worst[i]:
            worst.insert(i, duration)
            worst.pop()
            return


def entry_point(argv):
    megabytes = int(argv[1]) if len(argv) > 1 else 256
    units = int(argv[2]) if len(argv) > 2 else 20000
    trees = []
    for i in range(megabytes * 8):  # 4095 nodes of 32 bytes each
        trees.append(grow(11))
    print "grown"
    worst = [0.0] * 10
    start = time.clock()
    for number in range(units):
        before = time.clock()
        unit(trees, number)
        insert(worst, time.clock() - before)
    print "longest unit of work: %d us, tenth longest: %d us" % (
        int(worst[0] * 1000000), int(worst[9] * 1000000))
    print "all: %d ms" % int((time.clock() - start) * 1000)
    return 0


def target(driver, args):
    return entry_point, None
