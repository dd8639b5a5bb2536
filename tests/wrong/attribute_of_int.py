def entry_point(argv):
    print len(argv).bit_length()
    return 0


def target(driver, args):
    return entry_point, None
