def entry_point(argv):
    table = {"a": 1}
    return table[len(argv)]


def target(driver, args):
    return entry_point, None
