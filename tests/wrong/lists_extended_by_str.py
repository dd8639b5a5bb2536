def entry_point(argv):
    words = ['foo', 'bar']
    words += argv[0]
    return len(words)


def target(driver, args):
    return entry_point, None
