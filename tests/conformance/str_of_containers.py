# str and repr of numbers, strings, tuples and lists.


def entry_point(argv):
    n = int(argv[1])
    print str(n), repr(n), "%s" % n
    print repr("a'b\n\x00\xff"), repr('x')
    print str((1, n))
    print str([1, n])
    print [1, 2, n]
    print (1, n)
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
