def pick(index, *values):
    return values[index]


def entry_point(argv):
    return pick(len(argv), 10, 20, 30)


def target(driver, args):
    return entry_point, None
