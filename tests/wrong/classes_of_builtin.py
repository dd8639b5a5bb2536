class Names(list):
    def first(self):
        return self[0]


def entry_point(argv):
    names = Names()
    names.append(argv[0])
    print names.first()
    return 0


def target(driver, args):
    return entry_point, None
