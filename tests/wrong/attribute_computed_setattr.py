class Point(object):
    def __init__(self):
        self.x = 1


def entry_point(argv):
    point = Point()
    setattr(point, argv[0], 3)
    return 0


def target(driver, args):
    return entry_point, None
