def entry_point(argv):
    row = [len(argv), "two", 3.0]
    print len(row)
    return 0


def target(driver, args):
    return entry_point, None
