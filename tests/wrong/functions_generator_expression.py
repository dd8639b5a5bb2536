def entry_point(argv):
    n = len(argv)
    total = 0
    for length in (len(word) + n for word in argv):
        total += length
    return total


def target(driver, args):
    return entry_point, None
