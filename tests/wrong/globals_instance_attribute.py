class Options(object):
    def __init__(self):
        self.depth = 0


OPTIONS = Options()


def entry_point(argv):
    OPTIONS.depth = argv[0]
    return 0


def target(driver, args):
    return entry_point, None
