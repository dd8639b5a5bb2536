def entry_point(argv):
    print "usage: %s FILE
    return 0


def target(driver, args):
    return entry_point, None
