def entry_point(argv):
    table = dict(a=1, b=len(argv))
    return table["a"]


def target(driver, args):
    return entry_point, None
