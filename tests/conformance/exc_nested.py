# Nested try statements with handlers that raise.


class A(Exception): pass


class B(A): pass


def r(n):
    if n == 1: raise A
    if n == 2: raise B
    if n == 3: raise ValueError


def f(n):
    s = ""
    try:
        s += "1"
        try:
            s += "2"
            r(n)
            s += "3"
        except B:
            s += "B"
            raise ValueError
        finally:
            s += "f"
        s += "4"
    except A:
        s += "A"
    except ValueError:
        s += "V"
    return s


def entry_point(argv):
    for i in range(4): print f(i),
    print
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
