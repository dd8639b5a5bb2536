class Bank(object):
    def __init__(self):
        self.commands = {"open": self.cmd_open, "close": self.cmd_close}

    def cmd_open(self, x):
        return x + 1

    def cmd_close(self, x):
        return x * 2


def entry_point(argv):
    b = Bank()
    print b.commands["open"](5), b.commands["close"](len(argv))
    return 0


def target(driver, args):
    return entry_point, None
