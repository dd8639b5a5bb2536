class Point(object):
    def __init__(self):
        self.x = 1


def entry_point(argv):
    print len(vars(Point()))
    return 0


def target(driver, args):
    return entry_point, None
