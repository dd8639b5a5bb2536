# Repeated tuples, with an item that may be None.
# translated-only: bools print as numbers, str() of floats has six digits, or constant reads fold.


def entry_point(argv):
    n = int(argv[1])
    l = [(0, 0)] * n
    l[1] = (n, 2)
    for a, b in l:
        print a, b
    k = [(0, None)] * n
    k[1] = (n, "s")
    for a, b in k:
        print a, b is None
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
