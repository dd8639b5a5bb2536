NAMES = ["add", "sub"]


def entry_point(argv):
    NAMES.append(len(argv))
    return 0


def target(driver, args):
    return entry_point, None
