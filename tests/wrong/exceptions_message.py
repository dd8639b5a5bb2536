def entry_point(argv):
    try:
        return int(argv[1])
    except ValueError as error:
        print error.message
        return 1


def target(driver, args):
    return entry_point, None
