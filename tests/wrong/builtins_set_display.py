def entry_point(argv):
    seen = {argv[0], "x"}
    return len(seen)


def target(driver, args):
    return entry_point, None
