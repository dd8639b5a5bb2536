def entry_point(argv):
    first, *rest = argv
    print first
    return 0


def target(driver, args):
    return entry_point, None
