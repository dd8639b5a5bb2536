# Module-level containers that change at run time.


STACK = []
REG = {}
COUNTS = [0] * 4


def push(x): STACK.append(x)


def pop(): return STACK.pop()


def reg(k, v): REG[k] = v


def size(l): return len(l)


def entry_point(argv):
    n = int(argv[1])
    for i in range(n): push(i)
    print pop(), pop(), size(STACK)
    reg("a", n)
    reg("b", n + 1)
    t = 0
    for k in REG: t += REG[k]
    print t
    for i in range(10): COUNTS[i % 4] += 1
    for c in COUNTS: print c,
    print
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
