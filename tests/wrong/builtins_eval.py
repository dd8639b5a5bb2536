def entry_point(argv):
    return eval(argv[1])


def target(driver, args):
    return entry_point, None
