import sys


def entry_point(argv):
    try:
        return int(argv[1])
    except ValueError:
        kind, value, trace = sys.exc_info()
        print value
        return 1


def target(driver, args):
    return entry_point, None
