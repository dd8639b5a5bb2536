class Lock(object):
    def __enter__(self):
        return self

    def __exit__(self):
        pass


def entry_point(argv):
    with Lock():
        print "locked"
    return 0


def target(driver, args):
    return entry_point, None
