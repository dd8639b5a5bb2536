def numbers():
    yield 1
    yield 2


def entry_point(argv):
    g = numbers()
    g.next()
    g.send(5)
    return 0


def target(driver, args):
    return entry_point, None
