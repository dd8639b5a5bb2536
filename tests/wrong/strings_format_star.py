def entry_point(argv):
    print "%*d" % (5, len(argv))
    return 0


def target(driver, args):
    return entry_point, None
