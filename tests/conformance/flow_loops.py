# for and while with else, break and continue, nested.


def find(rows, v):
    for i, row in enumerate(rows):
        for j, x in enumerate(row):
            if x == v:
                break
        else:
            continue
        return i, j
    return -1, -1


def collatz(n):
    steps = 0
    while n != 1:
        if n % 2 == 0: n //= 2
        else: n = 3 * n + 1
        steps += 1
    return steps


def primes(n):
    res = []
    for i in range(2, n):
        for p in res:
            if p * p > i:
                res.append(i)
                break
            if i % p == 0: break
        else:
            res.append(i)
    return res


def entry_point(argv):
    n = int(argv[1])
    i, j = find([[1, 2], [3, 4]], 3)
    print i, j
    i, j = find([[1]], 9)
    print i, j, collatz(27), len(primes(100)), primes(100)[-1]
    i = 0
    while i < 3:
        j = 0
        while True:
            j += 1
            if j == 2: continue
            if j > 3: break
            print i * 10 + j,
        i += 1
    print
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
