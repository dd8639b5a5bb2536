# Loops over what is always empty.


def total(l):
    t = 0
    for x in l: t += x
    for i in range(len(l)): t += l[i]
    return t


def g(d):
    for k in d: print k
    for k, v in d.items(): print v
    return len(d)


def entry_point(argv):
    for x in []: print x
    print total([]), g({})
    for i in range(0): print i
    for i in range(5, 2): print "no"
    e = []
    if e: print "nonempty"
    print len(e)
    while e: e.pop()
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
