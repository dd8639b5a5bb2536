# raise without arguments, and of a caught exception.


class E(Exception): pass


def f():
    try:
        raise E
    except E:
        print "log",
        raise


def g():
    try:
        f()
    except E as e:
        raise e


def h(n):
    try:
        g()
    except Exception as e:
        if isinstance(e, E): return "E"
        return "other"
    return "no"


def entry_point(argv):
    print h(1)
    try:
        try:
            raise ValueError
        except ValueError:
            raise KeyError
    except KeyError:
        print "KE"
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
