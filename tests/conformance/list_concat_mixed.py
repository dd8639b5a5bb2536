# Concatenation of lists whose items differ.
# translated-only: bools print as numbers, str() of floats has six digits, or constant reads fold.


class A(object):
    pass


class B(A):
    v = 3


class C(A):
    v = 4


def entry_point(argv):
    n = int(argv[1])
    a = [1, 2]
    b = [1.5]
    c = a + b
    print len(c), int(c[2] * 2), int(c[0])
    x = [B()]
    y = [C(), None]
    z = x + y
    print len(z), z[2] is None
    s = ["a"] + ["bc"]
    print s[0] + s[1]
    e = [] + [n]
    print e[0]
    f = [None] + ["x"]
    print f[1], f[0] is None
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
