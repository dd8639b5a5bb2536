def entry_point(argv):
    if len(argv) > 1:
        name = argv[1]
    print name
    return 0


def target(driver, args):
    return entry_point, None
