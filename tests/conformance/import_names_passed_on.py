"""Names that programs take from modules of rlib that import them themselves."""
import sys

from rpython.rlib.jit import not_rpython, we_are_translated
from rpython.rlib.longlong2float import r_int64, r_longlong
from rpython.rlib.rarithmetic import not_rpython as never_translated
from rpython.rlib.rbigint import LONG_BIT, always_inline, widen
from rpython.rlib.rerased import specialize
from rpython.rlib.rpath import assert_str0, rposix
from rpython.rlib.rstring import intmask, newlist_hint, resizelist_hint
from rpython.rlib.runicode import enforceargs, r_uint
from rpython.rlib.rutf8 import intmask as same_intmask, try_inline
from rpython.rlib.streamio import O_CREAT, O_RDONLY, O_WRONLY, errno


@not_rpython
def host_only():
    return [].append


@enforceargs(int)
def double(n):
    return intmask(r_uint(n) * r_uint(2))


@specialize.argtype(0)
def width(n):
    return intmask(widen(n))


@always_inline
def low(n):
    return n & (O_CREAT | O_WRONLY)


@try_inline
def high(n):
    return n >> (LONG_BIT - 8)


def entry_point(argv):
    items = newlist_hint(4)
    items.append(double(21))
    resizelist_hint(items, 8)
    print items[0], width(r_int64(5)), width(r_longlong(6)), low(O_RDONLY), high(-1)
    print assert_str0("path"), errno.ENOENT, same_intmask(r_uint(3))
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == "__main__":
    sys.exit(entry_point(sys.argv))
