# [None] * n that later holds instances.


class A(object):
    def __init__(self, v):
        self.v = v


def entry_point(argv):
    n = int(argv[1])
    l = [None] * n
    l[2] = A(5)
    t = 0
    for x in l:
        if x is not None:
            t += x.v
    print t, len(l)
    m = [None] * n
    m.append(A(3))
    print m[-1].v, len(m)
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
