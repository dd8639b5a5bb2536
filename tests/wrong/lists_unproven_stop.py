def entry_point(argv):
    n = int(argv[1])
    print len(argv[:n])
    return 0


def target(driver, args):
    return entry_point, None
