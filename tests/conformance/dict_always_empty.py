# A dict that never gets an entry.


def entry_point(argv):
    d = {}
    for t, u in d.iteritems(): print t * u
    for t, u in d.items(): print t, u
    try:
        k, v = d.popitem()
        print k, v
    except KeyError: print "KE"
    for i, x in enumerate([]): print i, x
    for i, x in enumerate(d): print i, x
    l = []
    for i, x in enumerate(l): print i, x
    print len(d), len(d.keys()), len(d.items()), d.get(1, 5) if 1 in d else -1
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
