from rpython.rlib.objectmodel import specialize


@specialize.argument(0)
def pick(n):
    return n


def entry_point(argv):
    return pick(1)


def target(driver, args):
    return entry_point, None
