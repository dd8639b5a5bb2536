def entry_point(argv):
    table = {}
    table["one"] = 1
    table[2] = 2
    print len(table)
    return 0


def target(driver, args):
    return entry_point, None
