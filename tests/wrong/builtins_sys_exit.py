import sys


def entry_point(argv):
    sys.exit(3)


def target(driver, args):
    return entry_point, None
