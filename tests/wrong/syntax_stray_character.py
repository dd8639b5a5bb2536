def entry_point(argv):
    cost = 5 $ len(argv)
    return cost


def target(driver, args):
    return entry_point, None
