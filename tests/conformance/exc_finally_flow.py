# break, continue and return through finally.


def f(n):
    for i in range(5):
        try:
            if i == n: break
            if i == 3: continue
            if n == 10 and i == 2: return "ret%d" % i
        finally:
            print "f%d" % i,
    else:
        return "else"
    return "end"


def g(n):
    try:
        try:
            if n: raise ValueError
        finally:
            print "inner",
    except ValueError:
        print "caught",
    finally:
        print "outer",
    return n


def h(n):
    try:
        return n + 1
    finally:
        print "h",


def k():
    try:
        raise KeyError
    finally:
        return 5


def entry_point(argv):
    print f(1); print f(10); print f(99); print g(0); print g(1); print h(3); print k()
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
