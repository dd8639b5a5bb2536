def entry_point(argv):
    argv.pop("x")
    return 0


def target(driver, args):
    return entry_point, None
