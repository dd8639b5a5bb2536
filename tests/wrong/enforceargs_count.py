from rpython.rlib.objectmodel import enforceargs


@enforceargs(int, str, str)
def label(n, text):
    return text + str(n)


def entry_point(argv):
    print label(1, "x")
    return 0


def target(driver, args):
    return entry_point, None
