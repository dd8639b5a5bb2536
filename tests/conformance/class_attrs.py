# _attrs_, __slots__ and _immutable_fields_.
# translated-only: bools print as numbers, str() of floats has six digits, or constant reads fold.


class A(object):
    _attrs_ = ['x', 'y']
    _immutable_fields_ = ['x']
    y = None
    def __init__(self, x):
        self.x = x


class B(A):
    _attrs_ = ()


class C(A):
    __slots__ = ['z']
    _attrs_ = ['z']
    _immutable_ = True


def entry_point(argv):
    n = int(argv[1])
    a = A(n)
    b = B(n + 1)
    c = C(3)
    c.z = 7
    print a.x, b.x, c.x, c.z, a.y is None
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
