def entry_point(argv):
    seen = {}
    seen[{"a": 1}] = True
    print len(seen)
    return 0


def target(driver, args):
    return entry_point, None
