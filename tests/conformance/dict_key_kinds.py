# Keys of every kind: ints of all widths, chars, floats, unicode, None, functions, classes, tuples.
# translated-only: bools print as numbers, str() of floats has six digits, or constant reads fold.


from rpython.rlib.rarithmetic import r_uint, r_longlong, r_ulonglong, intmask


def f1(x): return 1


def f2(x): return 2


class K1(object): pass


class K2(object): pass


def entry_point(argv):
    n = int(argv[1])
    d1 = {}
    d1[r_uint(n)] = "u"
    print d1[r_uint(5)]
    d2 = {'a': 1, argv[1][0]: 2}
    print d2['5']
    d3 = {u'a': 1, unichr(n + 60): 2}
    print d3[u'A'], len(d3)
    d4 = {1.5: "x", n + 0.5: "y"}
    print d4[5.5], 1.5 in d4
    d5 = {None: 0}
    d5["a"] = 1
    print d5[None], d5["a"]
    d6 = {f1: "f1", f2: "f2"}
    g = f1
    if n > 3: g = f2
    print d6[g]
    d7 = {K1: 1, K2: 2}
    c = K1
    if n > 3: c = K2
    print d7[c]
    d8 = {(1, "a"): 1, (n, "b"): 2}
    print d8[(5, "b")], (5, "a") in d8
    d9 = {True: "t", False: "f"}
    print d9[n > 3]
    d10 = {r_longlong(5): 1}
    print d10[r_longlong(n)]
    d11 = {(n, (1, 2.5)): 9}
    print d11[(5, (1, 2.5))]
    d12 = {u"abc": 1}
    print d12[u"ab" + unichr(94 + n)]
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
