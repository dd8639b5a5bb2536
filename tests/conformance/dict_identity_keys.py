# Instances as keys, by identity.
# translated-only: bools print as numbers, str() of floats has six digits, or constant reads fold.


class K(object): pass


def entry_point(argv):
    a = K(); b = K()
    d = {a: 1, b: 2}
    print d[a], d[b], a in d, K() in d
    d[a] = 10
    print d[a], len(d)
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
