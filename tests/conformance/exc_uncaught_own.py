# An exception of the program that nothing catches.


class MyErr(Exception):
    def __init__(self, x): self.x = x


def f(n):
    if n > 3: raise MyErr(n)
    return n


def entry_point(argv):
    print "before"
    f(int(argv[1]))
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
