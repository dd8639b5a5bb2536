class Box(object):
    def __init__(self, width):
        self.width = width


def entry_point(argv):
    return Box(3).widht


def target(driver, args):
    return entry_point, None
