def entry_point(argv):
    table = {"a": 1}
    if table.has("a"):
        return 1
    return 0


def target(driver, args):
    return entry_point, None
