def parse(text):
    try:
        return int(text)
    except ValueError as error:
        raise KeyError(text) from error


def entry_point(argv):
    return parse(argv[0])


def target(driver, args):
    return entry_point, None
