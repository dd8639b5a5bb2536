def scale(x, y):
    return x * y


def entry_point(argv):
    return scale(x=1, x=2)


def target(driver, args):
    return entry_point, None
