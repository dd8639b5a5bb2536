def entry_point(argv):
    value = 1 if len(argv) > 1 else "none"
    print value
    return 0


def target(driver, args):
    return entry_point, None
