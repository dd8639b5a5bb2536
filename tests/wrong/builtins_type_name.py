class Point(object):
    pass


def entry_point(argv):
    kind = type(len(argv))
    print kind
    return 0


def target(driver, args):
    return entry_point, None
