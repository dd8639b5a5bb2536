def entry_point(argv):
    """Runs the program.

    print argv[0]
    return 0


def target(driver, args):
    return entry_point, None
