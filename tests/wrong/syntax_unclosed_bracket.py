TABLE = [1, 2,
         3, 4


def entry_point(argv):
    return TABLE[0]


def target(driver, args):
    return entry_point, None
