from rpython.rlib.objectmodel import compute_hash


def entry_point(argv):
    return compute_hash(argv)


def target(driver, args):
    return entry_point, None
