def counter():
    count = 0

    def step():
        nonlocal count
        count += 1
        return count
    return step


def entry_point(argv):
    return 0


def target(driver, args):
    return entry_point, None
