# _settled_ on a class hierarchy.


class A(object):
    _settled_ = True
    x = 1
    def f(self):
        return 1


class B(A):
    def f(self):
        return 2


class Cc(A):
    def g(self): return 5


def entry_point(argv):
    n = int(argv[1])
    x = B() if n > 3 else A()
    print x.f()
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
