# in and not in on lists, tuples and strings.


def entry_point(argv):
    n = int(argv[1])
    l = [1, 2, n]
    print int(5 in l), int(7 in l), int(7 not in l)
    print int("b" in "abc"), int("bc" in "abc"), int("x" in ["x", "yy"]), int(argv[1] in ["4", "5"])
    print int(2.5 in [1.0, 2.5])
    print int(n in [1, 2, 3])
    print int(argv[1] in ("4", "5"))
    print int(None in [None, "a"])
    c = argv[1][0]
    print int(c in "456"), int(c in ['1', '5']), int(c in ('1', '2'))
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
