"""Binary trees of growing depth beside a long-lived one: many small objects that
die young, some that do not."""


class Node(object):
    def __init__(self, left, right):
        self.left = left
        self.right = right


def make(depth):
    if depth == 0:
        return Node(None, None)
    return Node(make(depth - 1), make(depth - 1))


def count(node):
    if node.left is None:
        return 1
    return 1 + count(node.left) + count(node.right)


def entry_point(argv):
    depth = int(argv[1]) if len(argv) > 1 else 20
    kept = make(depth)
    level = 4
    while level <= depth:
        rounds = 1 << (depth - level + 4)
        total = 0
        for i in range(rounds):
            total += count(make(level))
        print "%d trees of depth %d: %d nodes" % (rounds, level, total)
        level += 4
    print "kept: %d nodes" % count(kept)
    return 0


def target(driver, args):
    return entry_point, None
