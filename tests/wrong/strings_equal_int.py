def entry_point(argv):
    name = argv[0]
    if name == 5:
        return 1
    return 0


def target(driver, args):
    return entry_point, None
