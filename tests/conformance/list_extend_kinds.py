# +=, extend and slice assignment from lists, tuples, strings, ranges, dict views.


def entry_point(argv):
    n = int(argv[1])
    a = [1.5]
    a += [n]
    print int(a[1])
    a.extend([n, n + 1])
    print len(a), int(a[3])
    a[0:1] = [n, n, n]
    print len(a), int(a[0])
    b = []
    b += (1, 2, 3)
    b.extend((4, n))
    print len(b), b[4]
    s = []
    s += "hello"
    s.extend(str(n))
    print "".join(s)
    u = ["ab"]
    u += ["c", "d"]
    u.extend(["e"])
    print "-".join(u)
    r = []
    r += range(n)
    r.extend(xrange(3))
    print len(r), r[-1]
    d = {1: 2, 3: 4}
    r.extend(d.keys())
    r.extend(d.values())
    print len(r), r[-1]
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
