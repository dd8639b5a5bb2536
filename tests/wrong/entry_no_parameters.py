def entry_point():
    print "hello"
    return 0


def target(driver, args):
    return entry_point, None
