# insert, pop, index, count, remove, reverse and their exceptions.


def entry_point(argv):
    n = int(argv[1])
    l = [3, 1, 2]
    l.insert(0, 9); l.insert(-1, 8); l.insert(100, 7)
    print l[0], l[1], l[2], l[3], l[4], l[5]
    print l.pop(), l.pop(0), l.pop(-1), l.pop(1)
    print l.index(3), l.count(8)
    l.remove(8)
    print len(l)
    try:
        l.remove(77)
    except ValueError:
        print "VE"
    try:
        l.index(77)
    except ValueError:
        print "VE2"
    try:
        l.pop(50)
    except IndexError:
        print "IE"
    l = []
    try:
        l.pop()
    except IndexError:
        print "IE2"
    l = [1, 2, 3]
    l.reverse()
    print l[0]
    del l[0]
    del l[-1]
    print len(l), l[0]
    if l:
        print "true"
    if not []:
        print "empty"
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
