# Every form of _immutable_fields_.


class A(object):
    _immutable_fields_ = ['a', 'b[*]', 'c?', 'd?[*]']
    def __init__(self, a, b):
        self.a = a
        self.b = b
        self.c = 0
        self.d = b


def entry_point(argv):
    n = int(argv[1])
    x = A(n, [1, 2, n][:])
    x.c = 4
    print x.a, x.b[2], x.c, len(x.d)
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
