def entry_point(argv):
    i = 0
    while i < len(argv):
        i++
    return i


def target(driver, args):
    return entry_point, None
