SIZES = [1, 2]


def entry_point(argv):
    SIZES.append(argv[0])
    return len(argv)


def target(driver, args):
    return entry_point, None
