def entry_point(argv):
    words = ["a", "b"]
    print words[argv[0]]
    return 0


def target(driver, args):
    return entry_point, None
