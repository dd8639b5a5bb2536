def entry_point(argv):
    try:
        return int(argv[1])
    except "ValueError":
        return 2


def target(driver, args):
    return entry_point, None
