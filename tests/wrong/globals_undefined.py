def entry_point(argv):
    return lenght(argv)


def target(driver, args):
    return entry_point, None
