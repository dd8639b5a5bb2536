# r_dict: prebuilt ones, functions of the program, order.
# translated-only: bools print as numbers, str() of floats has six digits, or constant reads fold.


from rpython.rlib.objectmodel import r_dict, compute_hash, r_ordereddict


def eq(a, b): return a.lower() == b.lower()


def hsh(a): return compute_hash(a.lower())


class K(object):
    def __init__(self, a): self.a = a


def keq(x, y): return x.a == y.a


def khash(x): return x.a * 3
pre = r_dict(eq, hsh)
pre["Hello"] = 1


def entry_point(argv):
    d = r_dict(eq, hsh)
    d["Abc"] = 1
    d["aBC"] = 2
    print len(d), d["abc"], "ABC" in d
    print pre["HELLO"]
    pre["x"] = 2
    e = r_ordereddict(keq, khash)
    e[K(1)] = "one"; e[K(2)] = "two"
    print e[K(1)], K(2) in e, K(3) in e, e.get(K(9), "none")
    for k in e: print k.a,
    for k, v in e.iteritems(): print k.a, v,
    print
    del e[K(1)]
    print len(e), len(e.keys())
    f = r_dict(keq, khash, force_non_null=True)
    f[K(1)] = 1
    print len(f)
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
