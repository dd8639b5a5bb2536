import math


def entry_point(argv):
    print math.sqrt(argv[0])
    return 0


def target(driver, args):
    return entry_point, None
