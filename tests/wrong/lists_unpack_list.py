def entry_point(argv):
    name, value = "a=b=c"
    print name
    return 0


def target(driver, args):
    return entry_point, None
