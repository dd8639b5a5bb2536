def entry_point(argv):
    point = (len(argv), "x")
    for value in point:
        print value
    return 0


def target(driver, args):
    return entry_point, None
