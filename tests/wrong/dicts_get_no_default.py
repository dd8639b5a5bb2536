def entry_point(argv):
    table = {"a": 1}
    return table.get(argv[0])


def target(driver, args):
    return entry_point, None
