cache = {}


def clear():
    global cache
    del cache


def entry_point(argv):
    clear()
    return 0


def target(driver, args):
    return entry_point, None
