def entry_point(argv):
    print locals()
    return 0


def target(driver, args):
    return entry_point, None
