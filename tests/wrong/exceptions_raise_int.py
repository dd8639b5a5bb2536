def entry_point(argv):
    raise len(argv)


def target(driver, args):
    return entry_point, None
