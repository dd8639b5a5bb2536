def long_enough(word):
    return len(word) > 3


def entry_point(argv):
    print len(filter(long_enough, argv))
    return 0


def target(driver, args):
    return entry_point, None
