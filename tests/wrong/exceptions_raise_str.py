def entry_point(argv):
    raise "no arguments"


def target(driver, args):
    return entry_point, None
