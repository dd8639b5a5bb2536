counter = 0


def tick():
    global counter
    counter += 1
    return counter


def entry_point(argv):
    tick()
    return tick()


def target(driver, args):
    return entry_point, None
