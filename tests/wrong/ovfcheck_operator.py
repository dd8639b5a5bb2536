from rpython.rlib.rarithmetic import ovfcheck


def entry_point(argv):
    n = len(argv)
    try:
        return ovfcheck(n & 5)
    except OverflowError:
        return 1


def target(driver, args):
    return entry_point, None
