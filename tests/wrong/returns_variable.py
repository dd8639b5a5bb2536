def position(names, wanted):
    for i in range(len(names)):
        if names[i] == wanted:
            return i
    print "not found"
    return wanted


def entry_point(argv):
    position(argv, "-v")
    return 0


def target(driver, args):
    return entry_point, None
