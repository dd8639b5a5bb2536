from rpython.rlib.rarithmetic import ovfcheck


def scale(n):
    return n * 1000


def entry_point(argv):
    try:
        return ovfcheck(scale(len(argv)))
    except OverflowError:
        return 1


def target(driver, args):
    return entry_point, None
