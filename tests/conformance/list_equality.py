# Comparison of lists of ints, strings, floats, tuples, lists and instances.


class A(object):
    pass


def entry_point(argv):
    n = int(argv[1])
    a = [1, 2, n]
    b = range(1, 3) + [n]
    print int(a == b), int(a != b)
    c = ["x", "y"]
    d = list("xy")
    print int(c == ["x", "y"]), int(c == ["x", "z"]), int(c == ["x"])
    x = A()
    print int([x, x] == [x, x]), int([x] == [A()])
    print int([[1], [n]] == [[1], [5]])
    print int([(1, "a")] == [(n - 4, "a")])
    print int([1.5] == [n + 0.5 - 4.0])
    print int(d == ["x", "y"])
    e = []
    e.append(n)
    print int(e == [5]), int([5] == e)
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
