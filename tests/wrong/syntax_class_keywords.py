class Base(object):
    pass


class Node(Base, metaclass=type):
    pass


def entry_point(argv):
    return 0


def target(driver, args):
    return entry_point, None
