def entry_point(argv):
    argv.push("x")
    return 0


def target(driver, args):
    return entry_point, None
