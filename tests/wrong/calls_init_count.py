class Stack(object):
    def __init__(self, size):
        self.size = size


def entry_point(argv):
    return Stack().size


def target(driver, args):
    return entry_point, None
