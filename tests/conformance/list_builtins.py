# min, max, sum, any, all, sorted, abs and divmod.


def entry_point(argv):
    n = int(argv[1])
    l = [3, 1, 2, n]
    print min(l), max(l), min(3, n), max(3, n), min(1, 2, n), max("a", "b")
    print sum(l)
    print int(any([x > 4 for x in l])), int(all([x > 1 for x in l]))
    s = sorted(l)
    print s[0], s[3]
    print abs(-n), divmod(17, n)[0], divmod(-17, n)[1]
    print pow(2, 3) if n > 100 else 8
    print int(bool(n)), int(bool(""))
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
