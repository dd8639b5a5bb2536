# Counts that are negative or zero; *= in place.


def entry_point(argv):
    n = int(argv[1])
    l = [7] * (n - 10)
    print len(l)
    l += [1]
    print len(l), l[0]
    l *= 3
    print len(l)
    l *= 0
    print len(l)
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
