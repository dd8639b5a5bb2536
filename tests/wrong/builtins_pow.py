def entry_point(argv):
    print pow(len(argv), 3, 7)
    return 0


def target(driver, args):
    return entry_point, None
