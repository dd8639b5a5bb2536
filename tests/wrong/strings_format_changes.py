def entry_point(argv):
    form = "%s"
    for i in range(len(argv) + 1):
        print form % ([i],)
        form = "<%s>"
    return 0


def target(driver, args):
    return entry_point, None
