def length(word):
    return len(word)


def entry_point(argv):
    print sorted(argv, key=length)[0]
    return 0


def target(driver, args):
    return entry_point, None
