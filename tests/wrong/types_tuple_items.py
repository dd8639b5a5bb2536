def pair(flag):
    if flag:
        return (1, "one")
    return ("one", 1)


def entry_point(argv):
    print pair(len(argv) > 1)[0]
    return 0


def target(driver, args):
    return entry_point, None
