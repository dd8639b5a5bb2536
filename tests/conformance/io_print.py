# print with commas, and of every kind of value.
# translated-only: bools print as numbers, str() of floats has six digits, or constant reads fold.


def entry_point(argv):
    n = int(argv[1])
    print "a", n,
    print "b"
    print
    print "x",
    print 2.5, True, None, 'c', u"u"
    print "tab\t", "after"
    print "nl\n", "after"
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
