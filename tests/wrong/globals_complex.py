ROOT = 2 + 3j


def entry_point(argv):
    if len(argv) > 1:
        scale = ROOT
    else:
        scale = ROOT * 2
    return int(abs(scale))


def target(driver, args):
    return entry_point, None
