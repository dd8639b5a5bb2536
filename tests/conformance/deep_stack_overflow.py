# Infinite recursion is caught, repeatedly; deep recursion works.
# compiled-only: interpreters have limits of their own.


from rpython.rlib.rstackovf import StackOverflow


def rec(n):
    if n == 0: return 0
    return rec(n + 1) + 1


def ok(n):
    if n == 0: return 0
    return ok(n - 1) + 1


def entry_point(argv):
    for i in range(3):
        try:
            print rec(1)
        except StackOverflow:
            print "SO"
    try:
        rec(1)
    except RuntimeError:
        print "RT"
    print ok(9000)
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
