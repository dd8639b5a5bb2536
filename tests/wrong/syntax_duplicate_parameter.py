def scale(x, y, x):
    return x * y


def entry_point(argv):
    return scale(1, 2, 3)


def target(driver, args):
    return entry_point, None
