"""Declared arguments and results that may be None."""
import sys

from rpython.annotator import model
from rpython.rlib import types
from rpython.rlib.signature import signature


@signature(types.str(can_be_None=True), returns=types.int())
def length(text):
    if text is None:
        return -1
    return len(text)


@signature(types.int(), returns=types.str(can_be_None=True))
def name(n):
    if n > 1:
        return "many"
    return None


@signature(model.SomeInteger(knowntype=int), returns=model.SomeInteger(knowntype=int))
def plain(n):
    return n + 1


def entry_point(argv):
    print length(None), length("text"), length(name(len(argv))), length(name(5))
    print plain(len(argv))
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == "__main__":
    sys.exit(entry_point(sys.argv))
