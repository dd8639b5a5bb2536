# MemoryError of allocations that are too big: through calls that are small enough to be inlined,
# with finally clauses and with handlers of other classes between.
import sys


def alloc(n):
    lst = [0] * n
    lst[0] = 5
    return lst[0]


def strings(n):
    return len("ab" * n)


def chars(n):
    return len('a' * n)


def times(l, n):
    return len(l * n)


def with_finally(n, log):
    try:
        return alloc(n)
    finally:
        log.append("finally %d" % (n < 10))


def guarded(n, log):
    try:
        return with_finally(n, log)
    except MemoryError:
        return -1


def any_handler(n):
    try:
        return alloc(n)
    except Exception:
        return -2


def other_handler(n):
    try:
        return alloc(n)
    except (IndexError, KeyError):
        return -3


def entry_point(argv):
    big = sys.maxint - 7 + int(argv[1])
    for k in [3, big, big // 2]:
        try:
            print alloc(k),
        except MemoryError:
            print "ME",
        try:
            print strings(k),
        except MemoryError:
            print "ME",
        try:
            print chars(k),
        except MemoryError:
            print "ME",
        try:
            print times([1, 2, 3], k),
        except MemoryError:
            print "ME",
        print
    log = []
    print guarded(3, log), guarded(big, log), any_handler(3), any_handler(big), " ".join(log)
    try:
        print other_handler(3)
        print other_handler(big)
    except MemoryError:
        print "outer"
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
