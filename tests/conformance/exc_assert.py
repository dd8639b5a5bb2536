# Failing assert statements raise: a handler of Exception catches them, and one that nothing
# catches ends the program.


def positive(x, y):
    assert x > 0
    assert y != 3, "not three"
    return x * y


def guarded(x, y, log):
    try:
        return positive(x, y)
    except Exception:
        return -99
    finally:
        log.append(str(x))


def entry_point(argv):
    n = int(argv[1])
    log = []
    print positive(n, 2), guarded(n, 2, log), guarded(-n, 2, log), guarded(n, n - 4, log), " ".join(log)
    print positive(n, n - 4)
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
