# Slices: reading, assigning lists of other lengths, deleting.


def show(l):
    return "[" + ", ".join([str(x) for x in l]) + "]"


def entry_point(argv):
    n = int(argv[1])
    a = range(10)
    print show(a[2:5]), show(a[:3]), show(a[7:]), show(a[:-1]), show(a[:])
    a[2:4] = [99]
    print show(a)
    a[2:3] = [1, 2, 3, n]
    print show(a)
    del a[1:3]
    print show(a)
    del a[5:]
    print show(a)
    a[1:1] = [7, 7]
    print show(a)
    del a[:2]
    print show(a)
    a[:] = [1]
    print show(a)
    b = [1, 2, 3, 4]
    b[1:3] = [8, 9]
    print show(b)
    b[0:2] = b[2:4]
    print show(b)
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
