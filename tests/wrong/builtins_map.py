def length(word):
    return len(word)


def entry_point(argv):
    for n in map(length, argv):
        print n
    return 0


def target(driver, args):
    return entry_point, None
