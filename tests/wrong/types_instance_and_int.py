class Box(object):
    def __init__(self, content):
        self.content = content


def unwrap(box):
    if box.content > 10:
        return box
    return box.content


def entry_point(argv):
    unwrap(Box(len(argv)))
    return 0


def target(driver, args):
    return entry_point, None
