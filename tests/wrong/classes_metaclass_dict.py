class Point(object):
    pass


def entry_point(argv):
    point = Point()
    point.__dict__["x"] = 1
    return 0


def target(driver, args):
    return entry_point, None
