"""The name of a module need not be one in C."""
import sys


class Box(object):
    def __init__(self, value):
        self.value = value


def twice(box):
    return Box(box.value * 2)


def entry_point(argv):
    print twice(Box(len(argv) + 20)).value
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == "__main__":
    sys.exit(entry_point(sys.argv))
