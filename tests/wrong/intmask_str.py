from rpython.rlib.rarithmetic import intmask


def entry_point(argv):
    return intmask(argv[0])


def target(driver, args):
    return entry_point, None
