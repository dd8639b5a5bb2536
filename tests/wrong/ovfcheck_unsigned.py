from rpython.rlib.rarithmetic import ovfcheck, r_uint


def entry_point(argv):
    n = r_uint(len(argv))
    try:
        print ovfcheck(n + r_uint(5))
    except OverflowError:
        return 1
    return 0


def target(driver, args):
    return entry_point, None
