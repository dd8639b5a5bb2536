# Attributes whose type widens after __init__.


class A(object):
    def __init__(self):
        self.x = None
        self.y = 0
        self.l = None


def entry_point(argv):
    n = int(argv[1])
    a = A()
    if n > 3:
        a.x = "str"
        a.y = 2.5
        a.l = [1]
    print a.x, int(a.y * 2), len(a.l)
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
