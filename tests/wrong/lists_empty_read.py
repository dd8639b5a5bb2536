def entry_point(argv):
    stack = []
    if len(argv) > 1:
        return stack[0]
    return 0


def target(driver, args):
    return entry_point, None
