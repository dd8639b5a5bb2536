class Scope(dict):
    pass


def entry_point(argv):
    scope = Scope()
    scope["x"] = 1
    return len(scope)


def target(driver, args):
    return entry_point, None
