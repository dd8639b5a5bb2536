# Repeated classes and None.


class A(object):
    x = 1


class B(A):
    x = 2


def entry_point(argv):
    n = int(argv[1])
    l = [A] * n
    l[2] = B
    t = 0
    for c in l:
        t += c().x
    print t
    z = [None] * n
    z[1] = B
    z[0] = A
    for c in z:
        if c is None:
            print "none"
        else:
            print c.x
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
