# A list that grows while it is iterated over.


def entry_point(argv):
    l = [1]
    for x in l:
        if x < 5:
            l.append(x + 1)
    print len(l)
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
