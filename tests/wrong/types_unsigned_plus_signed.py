from rpython.rlib.rarithmetic import r_uint


def entry_point(argv):
    total = r_uint(17)
    offset = len(argv) - 5
    print total * offset
    return 0


def target(driver, args):
    return entry_point, None
