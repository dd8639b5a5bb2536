SIZES = {"byte": 1}


def entry_point(argv):
    SIZES["word"] = argv[0]
    return 0


def target(driver, args):
    return entry_point, None
