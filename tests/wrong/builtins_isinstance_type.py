def entry_point(argv):
    if isinstance(argv[0], 3):
        return 1
    return 0


def target(driver, args):
    return entry_point, None
