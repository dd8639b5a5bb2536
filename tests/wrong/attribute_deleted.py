class Machine(object):
    def __init__(self):
        self.state = 1


def entry_point(argv):
    machine = Machine()
    del machine.state
    return 0


def target(driver, args):
    return entry_point, None
