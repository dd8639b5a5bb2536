def position(text):
    if len(text) > 3:
        return (1, 2, 3)
    return (1, 2)


def entry_point(argv):
    print position(argv[0])[0]
    return 0


def target(driver, args):
    return entry_point, None
