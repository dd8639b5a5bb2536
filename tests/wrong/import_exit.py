import sys

if sys.version_info[0] < 3:
    sys.exit("needs Python 3")


def entry_point(argv):
    return 0


def target(driver, args):
    return entry_point, None
