# Lists of keys and values whose items become more general.


class A(object): v = 1


class B(A): v = 2


def entry_point(argv):
    n = int(argv[1])
    d = {}
    d["a"] = B()
    d["b"] = None
    x = d["a"]
    if x is not None: print x.v
    vals = d.values()
    vals.append(A())
    t = 0
    for y in vals:
        if y is not None: t += y.v
    print t
    e = {1: 2}
    e[n] = 3
    ks = e.keys()
    ks.append(9)
    print len(ks)
    fl = {1: 1.5}
    fl[2] = n
    print int(fl[2] + fl[1])
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
