class Lock(object):
    def acquire(self):
        pass


def entry_point(argv):
    with Lock():
        return 1


def target(driver, args):
    return entry_point, None
