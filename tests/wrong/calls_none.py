def handler(argv):
    return None


def entry_point(argv):
    return handler(argv)(1)


def target(driver, args):
    return entry_point, None
