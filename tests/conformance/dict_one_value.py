# A dict of which only one value is known still lacks other keys.


def look(n):
    return {1: 2}[n]


def find(names, name):
    known = {}
    for each in names:
        known[each] = True
    return known[name]


def entry_point(argv):
    n = len(argv)
    print look(n)
    for key in [n, n + 5]:
        try:
            print look(key)
        except KeyError:
            print 'no', key
    for name in ['a', 'z']:
        try:
            if find(['a', 'b'], name):
                print 'found', name
        except KeyError:
            print 'no', name
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
