def entry_point(argv):
    out = open(argv[1], "w")
    print >> out, "hello"
    out.close()
    return 0


def target(driver, args):
    return entry_point, None
