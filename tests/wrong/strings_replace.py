def entry_point(argv):
    print argv[0].replace("a", 5)
    return 0


def target(driver, args):
    return entry_point, None
