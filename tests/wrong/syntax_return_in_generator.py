def numbers(n):
    for i in range(n):
        yield i
    return n


def entry_point(argv):
    for i in numbers(3):
        print i
    return 0


def target(driver, args):
    return entry_point, None
