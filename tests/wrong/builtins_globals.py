def entry_point(argv):
    print globals()["limit"]
    return 0


def target(driver, args):
    return entry_point, None
