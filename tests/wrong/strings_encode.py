def entry_point(argv):
    print argv[0].decode("koi8-r")
    return 0


def target(driver, args):
    return entry_point, None
