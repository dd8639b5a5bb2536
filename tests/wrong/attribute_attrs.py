class Point(object):
    _attrs_ = ["x", "y"]

    def __init__(self, x, y):
        self.x = x
        self.y = y
        self.z = 0


def entry_point(argv):
    print Point(1, 2).x
    return 0


def target(driver, args):
    return entry_point, None
