from rpython.rlib.objectmodel import instantiate


def entry_point(argv):
    instantiate(len(argv))
    return 0


def target(driver, args):
    return entry_point, None
