def entry_point(argv):
    return len(argv, 1)


def target(driver, args):
    return entry_point, None
