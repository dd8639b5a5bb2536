class Point(object):
    _immutable_fields_ = ['x', ('y', 'z')]

    def __init__(self, x):
        self.x = x
        self.y = x


def entry_point(argv):
    point = Point(len(argv))
    print point.x + point.y
    return 0


def target(driver, args):
    return entry_point, None
