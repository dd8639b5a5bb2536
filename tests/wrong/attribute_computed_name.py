class Point(object):
    def __init__(self):
        self.x = 1
        self.y = 2


def entry_point(argv):
    print getattr(Point(), argv[0])
    return 0


def target(driver, args):
    return entry_point, None
