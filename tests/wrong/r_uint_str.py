from rpython.rlib.rarithmetic import r_uint


def entry_point(argv):
    print r_uint(argv[0])
    return 0


def target(driver, args):
    return entry_point, None
