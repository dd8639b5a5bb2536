# A loop whose branches have very different weights.
def steps(n):
    count = 0
    while n != 1:
        if n % 2 == 0:
            n //= 2
        elif n == 27:
            print 'twenty-seven'
            n = 82
        else:
            n = 3 * n + 1
        count += 1
    return count


def entry_point(argv):
    if argv[1] == 'fail':
        print 'training failed'
        return 7
    longest = 0
    for i in range(1, int(argv[1])):
        longest = max(longest, steps(i))
    print argv[2], longest
    return 0


def target(driver, args):
    return entry_point, None
