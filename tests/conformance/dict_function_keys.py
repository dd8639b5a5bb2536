# Functions as keys.


def f1(x): return 1


def f2(x): return 2


class A(object):
    def m(self): return 1


def entry_point(argv):
    n = int(argv[1])
    d6 = {f1: "f1", f2: "f2"}
    g = f1
    if n > 3: g = f2
    print d6[g], int(f1 in d6), len(d6)
    for f in d6.keys(): print f(0),
    print
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
