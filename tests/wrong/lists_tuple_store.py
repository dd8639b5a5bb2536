def entry_point(argv):
    point = (len(argv), 2)
    point[0] = 5
    return 0


def target(driver, args):
    return entry_point, None
