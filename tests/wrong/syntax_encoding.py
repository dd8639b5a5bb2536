# The name of a café.
NAME = "café"


def entry_point(argv):
    print NAME
    return 0


def target(driver, args):
    return entry_point, None
