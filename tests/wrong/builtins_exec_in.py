def entry_point(argv):
    scope = {}
    exec argv[1] in scope
    return 0


def target(driver, args):
    return entry_point, None
