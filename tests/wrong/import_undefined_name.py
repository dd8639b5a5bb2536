class Interpreter(object):
    limit = MAX_STEPS * 2


def entry_point(argv):
    return 0


def target(driver, args):
    return entry_point, None
