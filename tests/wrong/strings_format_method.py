def entry_point(argv):
    print "{0} items".format(len(argv))
    return 0


def target(driver, args):
    return entry_point, None
