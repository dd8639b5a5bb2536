TABLE = [1, "two", 3]


def entry_point(argv):
    print TABLE[len(argv)]
    return 0


def target(driver, args):
    return entry_point, None
