def entry_point(argv):
    seen = set()
    for word in argv:
        seen.add(word)
    return len(seen)


def target(driver, args):
    return entry_point, None
