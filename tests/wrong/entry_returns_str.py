def entry_point(argv):
    return "hello " + argv[0]


def target(driver, args):
    return entry_point, None
