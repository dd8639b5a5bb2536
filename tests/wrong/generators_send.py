def echo():
    while True:
        received = yield
        print received


def entry_point(argv):
    e = echo()
    e.next()
    e.send("hello")
    return 0


def target(driver, args):
    return entry_point, None
