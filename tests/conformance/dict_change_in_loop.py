# A dict that changes while it is iterated over raises RuntimeError.


def entry_point(argv):
    d = {1: 2, 3: 4}
    try:
        for k in d:
            d[k + 10] = 1
    except RuntimeError:
        print "RT"
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
