# Repeated items of strings and characters that become more general.


def entry_point(argv):
    n = int(argv[1])
    l = [None] * n
    l[0] = "abc"
    if l[1] is None:
        print "none"
    print l[0]
    ll = [""] * n
    ll[2] = "x" * n
    print ",".join(ll)
    c = ["a"] * n
    c[1] = 'bc'
    print "".join(c)
    d = ["z"] * n
    print "".join(d)
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
