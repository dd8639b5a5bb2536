def scale(x=1, y):
    return x * y


def entry_point(argv):
    return scale(1, 2)


def target(driver, args):
    return entry_point, None
