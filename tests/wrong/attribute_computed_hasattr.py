class Point(object):
    def __init__(self):
        self.x = 1


def entry_point(argv):
    if hasattr(Point(), argv[0]):
        return 1
    return 0


def target(driver, args):
    return entry_point, None
