def find(words, wanted):
    for i in range(len(words)):
        if words[i] == wanted:
            return i
    return None


def entry_point(argv):
    where = find(argv, "-v")
    if where is None:
        return 1
    return 0


def target(driver, args):
    return entry_point, None
