from rpython.rlib.rarithmetic import r_ulonglong, r_int32


def entry_point(argv):
    a = r_ulonglong(len(argv))
    b = r_int32(len(argv))
    if len(argv) > 2:
        c = a
    else:
        c = b
    print c
    return 0


def target(driver, args):
    return entry_point, None
