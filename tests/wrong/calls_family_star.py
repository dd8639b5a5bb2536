def scaled(a, b=2, c=3):
    return a * 100 + b * 10 + c


def counted(a, b=7, *rest):
    return a + b + len(rest)


OPERATIONS = [scaled, counted]


def entry_point(argv):
    n = len(argv)
    for operation in OPERATIONS:
        print operation(n), operation(n, 5, 6)
    return 0


def target(driver, args):
    return entry_point, None
