def bounds(n):
    return (0, n, 1)


def entry_point(argv):
    low, high = bounds(len(argv))
    return low


def target(driver, args):
    return entry_point, None
