class Point(object):
    _immutable_fields_ = 3

    def __init__(self, x):
        self.x = x


def entry_point(argv):
    print Point(len(argv)).x
    return 0


def target(driver, args):
    return entry_point, None
