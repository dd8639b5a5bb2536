def bounds(n):
    return (0, n, 1)


def only_raises(n):
    raise KeyError


def entry_point(argv):
    if len(argv) == 2:
        only_raises(3)
    low, high = bounds(len(argv))
    return low


def target(driver, args):
    return entry_point, None
