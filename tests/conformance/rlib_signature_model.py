# Signatures that are written with the annotator's own model.
from rpython.annotator.listdef import ListDef
from rpython.annotator.model import SomeInteger, SomeList, SomeTuple
from rpython.rlib import types
from rpython.rlib.rarithmetic import r_uint
from rpython.rlib.signature import signature

s_uint = SomeInteger(knowntype=r_uint)
s_range = SomeTuple((s_uint, s_uint))
s_ranges = SomeList(ListDef(None, s_range, mutated=False, resized=False))


@signature(s_uint, types.int(), returns=s_range)
def make_range(start, length):
    return start, start + r_uint(length)


@signature(s_ranges, returns=types.int())
def total(ranges):
    result = r_uint(0)
    for start, end in ranges:
        result += end - start
    return int(result)


def entry_point(argv):
    n = len(argv)
    print total([make_range(r_uint(n), 5), make_range(r_uint(7), n)])
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
