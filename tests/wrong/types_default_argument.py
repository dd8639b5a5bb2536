def repeat(text, count=None):
    if count is None:
        return text
    return text * count


def entry_point(argv):
    print repeat(argv[0], 3)
    print repeat(argv[0])
    return 0


def target(driver, args):
    return entry_point, None
