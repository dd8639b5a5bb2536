def entry_point(argv):
    rest = argv - ["x"]
    print len(rest)
    return 0


def target(driver, args):
    return entry_point, None
