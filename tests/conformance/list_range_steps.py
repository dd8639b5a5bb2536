# Steps of ranges that are constants only until a loop comes round again.
def primes(n):
    sieve = [True] * (n + 1)
    sieve[0] = sieve[1] = False
    i = 2
    while i * i <= n:
        if sieve[i]:
            for j in range(i * i, n + 1, i):
                sieve[j] = False
        i += 1
    return [i for i in range(n + 1) if sieve[i]]


def total(count):
    result = 0
    step = 1
    for turn in range(count):
        for i in xrange(0, 20, step):
            result = result * 3 % 10007 + i
        step += turn + 1
    return result


def descending(count):
    step = -1
    parts = []
    while count > 0:
        numbers = range(6, 0, step)
        parts.append(str(len(numbers)) + ":" + str(numbers[1]))
        step -= 1
        count -= 1
    return " ".join(parts)


def upwards(n, step):
    return [i for i in range(0, n, step)]


def entry_point(argv):
    print ",".join([str(p) for p in primes(60)])
    print total(5)
    print descending(4)
    print len(upwards(10, 2)), len(upwards(10, len(argv))), len(upwards(10, 3))
    return 0


def target(driver, args):
    return entry_point, None
