# An uncaught exception aborts after what was printed before it.
import os


class Fatal(Exception):
    pass


def check(n):
    if n > 3:
        raise Fatal
    return n


def entry_point(argv):
    for n in range(10):
        os.write(1, "checked %d\n" % check(n))
    return 0


def target(driver, args):
    return entry_point, None
