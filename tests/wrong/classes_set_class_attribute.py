class Counter(object):
    total = 0

    def __init__(self):
        Counter.total += 1


def entry_point(argv):
    Counter()
    return Counter.total


def target(driver, args):
    return entry_point, None
