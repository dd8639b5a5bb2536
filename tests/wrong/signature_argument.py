from rpython.rlib.signature import signature
from rpython.rlib import types


@signature(types.int(), returns=types.str())
def label(n):
    return "n%d" % n


def entry_point(argv):
    print label(argv[0])
    return 0


def target(driver, args):
    return entry_point, None
