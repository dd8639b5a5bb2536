class Scope(object):
    def __init__(self, names):
        self.names = names


def entry_point(argv):
    outer = Scope([])
    inner = Scope({})
    inner.names["x"] = 1
    outer.names.append("y")
    return 0


def target(driver, args):
    return entry_point, None
