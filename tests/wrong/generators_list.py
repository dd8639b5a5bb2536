def numbers(n):
    for i in range(n):
        yield i


def entry_point(argv):
    print len(numbers(3))
    return 0


def target(driver, args):
    return entry_point, None
