from rpython.rlib.objectmodel import enforceargs


@enforceargs(int, str)
def label(n, text):
    return text + str(n)


def entry_point(argv):
    print label(argv[0], "x")
    return 0


def target(driver, args):
    return entry_point, None
