class Account(object):
    def __init__(self, owner):
        self.owner = owner
        self.balance = 0


def entry_point(argv):
    account = Account(argv[0])
    print account.ballance
    return 0


def target(driver, args):
    return entry_point, None
