def entry_point(argv):
    size = len(argv)
    print size()
    return 0


def target(driver, args):
    return entry_point, None
