# [0] * n that later holds floats.


def entry_point(argv):
    n = int(argv[1])
    l = [0] * n
    l[1] = 2.5
    print int(l[1] * 10), int(l[0])
    k = [0] * n
    k.append(1.5)
    print int(k[-1] * 10), len(k)
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
