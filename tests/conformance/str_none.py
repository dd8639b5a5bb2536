# Strings that may be None.
# translated-only: bools print as numbers, str() of floats has six digits, or constant reads fold.


def f(n):
    if n > 3: return None
    return "s"


def entry_point(argv):
    n = int(argv[1])
    s = f(n)
    if s is None: print "none"
    t = f(1)
    if t is not None: print t
    print t == "s", s == t, s != t, t in ["s", None]
    d = {"x": f(n)}
    print d["x"] is None
    if t: print "true"
    if not s: print "false"
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
