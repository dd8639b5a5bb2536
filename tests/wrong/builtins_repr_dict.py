def entry_point(argv):
    table = {"a": 1}
    print table
    return 0


def target(driver, args):
    return entry_point, None
