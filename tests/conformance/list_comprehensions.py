# Comprehensions: nested, with conditions, over dicts, strings and tuples.


def entry_point(argv):
    n = int(argv[1])
    print len([x * 2 for x in range(n)]), len([x for x in range(n) if x % 2])
    l = [(x, y) for x in range(n) for y in range(x)]
    print len(l), l[-1][0], l[-1][1]
    m = [[i * j for j in range(3)] for i in range(n)]
    print m[4][2]
    w = [s.upper() for s in "a b c".split(" ")]
    print "".join(w)
    d = {"a": 1, "b": 2}
    ks = [k + "!" for k in d]
    print ks[0], ks[1]
    it = [v for k, v in d.iteritems()]
    print it[0] + it[1]
    cs = [ord(c) for c in "abc"]
    print cs[2]
    t = [a for a in (1, 2, n)]
    print t[2]
    gen = sum([x for x in range(n)])
    print gen
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
