# bytearray: items, concatenation, length.


def entry_point(argv):
    n = int(argv[1])
    b = bytearray("abc" + argv[1])
    b[0] = 120
    print len(b), b[0], str(b), b[-1]
    b2 = bytearray(n)
    print len(b2), b2[0]
    c = b + "zz"
    print str(c)
    b += "yy"
    print str(b)
    print str(argv[1] + b), str(argv[1][0] + b), str(b + argv[1][0]), str("" + b)
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
