def entry_point(argv):
    1 = len(argv)
    return 0


def target(driver, args):
    return entry_point, None
