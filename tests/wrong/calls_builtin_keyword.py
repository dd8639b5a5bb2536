def entry_point(argv):
    counts = {"a": 1}
    counts.update(b=len(argv))
    print counts["b"]
    return 0


def target(driver, args):
    return entry_point, None
