def entry_point(argv):
    if len(argv) > 1:
        break
    return 0


def target(driver, args):
    return entry_point, None
