import rpython.rlib.jit as jit


def entry_point(argv):
    jit.limit = len(argv)
    return 0


def target(driver, args):
    return entry_point, None
