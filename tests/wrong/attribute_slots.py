class Point(object):
    __slots__ = ("x",)

    def __init__(self, x):
        self.x = x


def entry_point(argv):
    point = Point(1)
    point.y = 2
    return point.x


def target(driver, args):
    return entry_point, None
