class Reader(object):
    pass


def reader(argv):
    return None


def entry_point(argv):
    print reader(argv).line
    return 0


def target(driver, args):
    return entry_point, None
