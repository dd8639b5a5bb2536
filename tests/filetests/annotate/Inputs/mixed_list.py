def entry_point(argv):
    items = [1]
    items.append("two")
    return len(items)


def target(driver, args):
    return entry_point, None
