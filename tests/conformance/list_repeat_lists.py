# [None] * n of lists, and one list repeated.


def entry_point(argv):
    n = int(argv[1])
    l = [None] * n
    l[3] = [1, 2, n]
    t = 0
    for x in l:
        if x is not None:
            for y in x:
                t += y
    print t
    q = [[]] * n
    q[0].append(3)
    print len(q[4])
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
