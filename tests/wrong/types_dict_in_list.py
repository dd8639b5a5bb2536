def entry_point(argv):
    rows = []
    rows.append({"a": 1})
    rows.append({"a": "one"})
    print len(rows)
    return 0


def target(driver, args):
    return entry_point, None
