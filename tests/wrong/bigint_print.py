from rpython.rlib.rbigint import rbigint


def entry_point(argv):
    total = rbigint.fromint(len(argv))
    if total > rbigint.fromint(3):
        return 1
    return 0


def target(driver, args):
    return entry_point, None
