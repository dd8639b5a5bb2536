def entry_point(argv):
    x = len(argv)
    return id(x)


def target(driver, args):
    return entry_point, None
