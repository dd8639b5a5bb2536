# Lists of lists: no sharing between rows, items that become more general.
# translated-only: bools print as numbers, str() of floats has six digits, or constant reads fold.


def entry_point(argv):
    n = int(argv[1])
    rows = [[0] * n for i in range(n)]
    rows[1][2] = 5
    print rows[1][2], rows[0][2]
    g = [[0.0] * 3 for i in range(n)]
    g[0][1] = 2
    print int(g[0][1])
    q = [[None] * 2 for i in range(n)]
    q[0][1] = "s"
    print q[0][1], q[0][0] is None
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
