def one(x):
    return x


def two(x, y):
    return x + y


def entry_point(argv):
    if len(argv) > 1:
        f = one
    else:
        f = two
    return f(1)


def target(driver, args):
    return entry_point, None
