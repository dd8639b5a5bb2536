# The text of lists, alone, in formats and inside of tuples.


def make(n):
    return [n, n + 1]


PREBUILT = [5, 6]
EMPTY = []


def prebuilt():
    return PREBUILT


def entry_point(argv):
    n = len(argv)
    print "<%s>" % (prebuilt(),)
    print "<%s>" % (EMPTY,)
    print "<%s>" % make(n)
    print "<%r|%d|%%|%r>" % (make(n), n, make(n + 1))
    print (1, make(n))
    print (make(n),), ((n, make(n)), 2)
    print str((make(n), make(n)))
    print repr(make(n))
    print [make(n), make(n + 5)]
    print "%s %s" % ((n, make(2)), 'end')
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
