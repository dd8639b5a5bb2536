class Version(object):
    def __init__(self, n):
        self.n = n


def entry_point(argv):
    print "version " + Version(1)
    return 0


def target(driver, args):
    return entry_point, None
