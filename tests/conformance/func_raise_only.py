# A family with functions that only raise.


def bad(x): raise ValueError


def good(x): return x + 1


class Err(Exception): pass


def never(x): raise Err
T = [good, bad, never]


def entry_point(argv):
    for f in T:
        try:
            print f(3)
        except ValueError: print "VE"
        except Err: print "Err"
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
