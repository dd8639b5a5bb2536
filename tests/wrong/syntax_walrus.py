def entry_point(argv):
    if (n := len(argv)) > 1:
        print n
    return 0


def target(driver, args):
    return entry_point, None
