def forever(n):
    return forever(n + 1)


def entry_point(argv):
    return forever(len(argv))


def target(driver, args):
    return entry_point, None
