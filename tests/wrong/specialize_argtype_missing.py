from rpython.rlib.objectmodel import specialize


def show(value):
    print value


@specialize.argtype(0)
def twice(value):
    show(value)
    show(value)


def entry_point(argv):
    twice(len(argv))
    twice(argv[0])
    return 0


def target(driver, args):
    return entry_point, None
