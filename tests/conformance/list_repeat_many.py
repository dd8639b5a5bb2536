# Repetition of lists of several items; the count on either side.


def entry_point(argv):
    n = int(argv[1])
    l = [1, 2, 3] * n
    print len(l), l[7]
    m = n * [0, None is None]
    print len(m)
    k = [0, 1.5] * n
    print int(k[1] * 2), len(k)
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
