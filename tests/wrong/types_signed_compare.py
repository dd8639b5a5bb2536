from rpython.rlib.rarithmetic import r_uint


def entry_point(argv):
    limit = r_uint(17)
    if limit < len(argv) - 5:
        return 1
    return 0


def target(driver, args):
    return entry_point, None
