# specialize.memo on classes.


from rpython.rlib.objectmodel import specialize


class A(object): n = 1


class B(object): n = 2


@specialize.memo()
def info(cls): return cls.__name__ + "!" 


@specialize.memo()
def mk(cls): return Table(cls.__name__)


class Table(object):
    def __init__(self, nm): self.nm = nm


def entry_point(argv):
    n = int(argv[1])
    c = A
    if n > 3: c = B
    print info(c), mk(c).nm, mk(A).nm
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
