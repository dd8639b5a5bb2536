def lookup(argv):
    if len(argv) > 1:
        return int(argv[1])
    return "default"


def entry_point(argv):
    print lookup(argv)
    return 0


def target(driver, args):
    return entry_point, None
