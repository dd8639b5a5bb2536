def values():
    yield 1
    yield "two"


def entry_point(argv):
    for value in values():
        print value
    return 0


def target(driver, args):
    return entry_point, None
