def entry_point(argv):
    module = __import__(argv[1])
    return 0


def target(driver, args):
    return entry_point, None
