import sys


def entry_point(argv):
    print >> sys.stderr, "usage: prog FILE"
    return 1


def target(driver, args):
    return entry_point, None
