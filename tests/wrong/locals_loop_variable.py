def entry_point(argv):
    for word in argv:
        length = len(word)
    print length
    return 0


def target(driver, args):
    return entry_point, None
