FACTOR = 1 << 80


def entry_point(argv):
    return FACTOR % len(argv)


def target(driver, args):
    return entry_point, None
