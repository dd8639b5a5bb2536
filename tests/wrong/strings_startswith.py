def entry_point(argv):
    if argv[0].startswith(("a", "b")):
        return 1
    return 0


def target(driver, args):
    return entry_point, None
