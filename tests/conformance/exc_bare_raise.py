# A raise without an exception that is being handled is a TypeError, as in Python.
def rethrow(n):
    if n > 1:
        raise
    return n


def entry_point(argv):
    for n in [1, 2]:
        try:
            print rethrow(n)
        except TypeError:
            print "TypeError"
    return 0


def target(driver, args):
    return entry_point, None
