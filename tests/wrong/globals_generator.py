def numbers():
    yield 1
    yield 2


NUMBERS = numbers()


def entry_point(argv):
    for n in NUMBERS:
        print n
    return 0


def target(driver, args):
    return entry_point, None
