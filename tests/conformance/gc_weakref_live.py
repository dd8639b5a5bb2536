# weakref.ref of a living object.
# translated-only: bools print as numbers, str() of floats has six digits, or constant reads fold.


import weakref


class A(object):
    def __init__(self, v): self.v = v


def entry_point(argv):
    a = A(4)
    r = weakref.ref(a)
    x = r()
    print x.v, x is a
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
