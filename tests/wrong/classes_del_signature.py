class Handle(object):
    def __del__(self, reason):
        print reason


def entry_point(argv):
    Handle()
    return 0


def target(driver, args):
    return entry_point, None
