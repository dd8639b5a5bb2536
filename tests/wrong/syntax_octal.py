MODE = 0689


def entry_point(argv):
    return MODE


def target(driver, args):
    return entry_point, None
