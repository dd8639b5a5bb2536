# The methods of dicts and their exceptions.
# translated-only: bools print as numbers, str() of floats has six digits, or constant reads fold.


def entry_point(argv):
    n = int(argv[1])
    d = {"a": 1, "b": 2, "c": 3}
    print d.get("a", 0), d.get("z", -1), d.setdefault("q", 7), d.setdefault("a", 9)
    print d.pop("b"), d.pop("zz", 55), len(d)
    try:
        d.pop("zz")
    except KeyError:
        print "KE"
    k, v = d.popitem()
    print k, v
    e = d.copy()
    e["new"] = 1
    print len(d), len(e)
    d.update(e)
    d.update({"x": n})
    print len(d)
    for k in d.keys(): print k,
    print
    for v in d.values(): print v,
    print
    for k, v in d.items(): print k, v,
    print
    for k in d.iterkeys(): print k,
    for v in d.itervalues(): print v,
    for k, v in d.iteritems(): print k, v,
    print
    print d.has_key("x"), "x" in d, "y" not in d
    del d["x"]
    try:
        del d["x"]
    except KeyError:
        print "KE2"
    d.clear()
    print len(d)
    try:
        d.popitem()
    except KeyError:
        print "KE3"
    try:
        print d["nope"]
    except KeyError:
        print "KE4"
    if not d: print "empty"
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
