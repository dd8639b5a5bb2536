# Ranges that meet lists.


def entry_point(argv):
    n = int(argv[1])
    l = range(n)
    l.append(3)
    f = [0.5] * 2
    f += [x * 1.0 for x in l]
    print len(f), int(f[3])
    r = range(3)
    r2 = r + [n]
    print len(r2), int(2 in range(n)), int(range(3) == [0, 1, 2])
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
