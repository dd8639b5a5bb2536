from rpython.rlib.signature import signature
from rpython.rlib import types


@signature(types.int(), returns=types.str())
def label(n):
    return n + 1


def entry_point(argv):
    print label(len(argv))
    return 0


def target(driver, args):
    return entry_point, None
