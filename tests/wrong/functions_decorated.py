def traced(f):
    def wrapper(*args):
        return f(*args)
    return wrapper


def entry_point(argv):
    @traced
    def inner(x):
        return x + len(argv)
    return inner(1)


def target(driver, args):
    return entry_point, None
