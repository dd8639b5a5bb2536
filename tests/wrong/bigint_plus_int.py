from rpython.rlib.rbigint import rbigint


def entry_point(argv):
    total = rbigint.fromint(len(argv))
    total = total + 1
    print total.str()
    return 0


def target(driver, args):
    return entry_point, None
