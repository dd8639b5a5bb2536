def double(x):
    return x * 2


def choose(argv):
    if len(argv) > 1:
        return double
    return 2


def entry_point(argv):
    choose(argv)
    return 0


def target(driver, args):
    return entry_point, None
