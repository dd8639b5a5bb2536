def plain(a, b=1):
    return a * 10 + b


def scaled(a, b=2, c=3):
    return a * 100 + b * 10 + c


OPERATIONS = [plain, scaled]


def entry_point(argv):
    n = len(argv)
    for operation in OPERATIONS:
        print operation(n), operation(n, 5)
    return 0


def target(driver, args):
    return entry_point, None
