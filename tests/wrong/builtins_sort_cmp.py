def entry_point(argv):
    words = ["b", "a"] + argv
    words.sort(reverse=True)
    print words[0]
    return 0


def target(driver, args):
    return entry_point, None
