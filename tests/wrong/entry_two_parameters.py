def entry_point(argv, environ):
    print "hello"
    return 0


def target(driver, args):
    return entry_point, None
