def entry_point(argv):
    words = ["a", "b"]
    print words[len(argv) * 0.5]
    return 0


def target(driver, args):
    return entry_point, None
