# A heap that grows to some megabytes and shrinks again, beside garbage; what of it
# a limit refuses is told.


class Node(object):
    def __init__(self, next, number):
        self.next = next
        self.number = number


def grow(count):
    node = None
    for i in range(count):
        node = Node(node, i)
        Node(node, -i)
    return node


def total(node):
    result = 0
    while node is not None:
        result += node.number
        node = node.next
    return result


def attempt(count):
    try:
        return total(grow(count))
    except MemoryError:
        return -1


def entry_point(argv):
    count = int(argv[1])
    print attempt(count), attempt(10)
    return 0


def target(driver, args):
    return entry_point, None
