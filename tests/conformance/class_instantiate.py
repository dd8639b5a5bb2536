# instantiate() of a class that is known at run time only.


from rpython.rlib.objectmodel import instantiate


class A(object):
    x = 5


class B(A):
    x = 6


def entry_point(argv):
    n = int(argv[1])
    a = instantiate(A)
    print a.x
    c = A
    if n > 3: c = B
    print instantiate(c).x
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
