def entry_point(argv):
    for word in argv:
        print(word, end=" ")
    return 0


def target(driver, args):
    return entry_point, None
