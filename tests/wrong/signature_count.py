from rpython.rlib.signature import signature
from rpython.rlib import types


@signature(types.int(), types.int(), returns=types.str())
def label(n):
    return str(n)


def entry_point(argv):
    print label(len(argv))
    return 0


def target(driver, args):
    return entry_point, None
