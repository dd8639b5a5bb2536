def entry_point(argv):
    count = len(argv)

    def add(n):
        return n + count
    return add(3)


def target(driver, args):
    return entry_point, None
