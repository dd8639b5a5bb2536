import weakref


class Node(object):
    pass


def find(argv):
    if len(argv) > 1:
        return Node()
    return None


def entry_point(argv):
    ref = weakref.ref(find(argv))
    return 0


def target(driver, args):
    return entry_point, None
