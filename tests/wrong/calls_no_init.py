class Stack(object):
    pass


def entry_point(argv):
    stack = Stack(len(argv))
    return 0


def target(driver, args):
    return entry_point, None
