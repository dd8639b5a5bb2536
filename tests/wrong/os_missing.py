import os


def entry_point(argv):
    os.startfile(argv[0])
    return 0


def target(driver, args):
    return entry_point, None
