"""Strings as low-level containers."""
from __tw_lltype__ import (
    STR, UNICODE, Address, Array, Char, Ptr, Signed, UniChar, Void, llop, malloc)
from rpython.rlib.objectmodel import specialize, we_are_translated


def mallocstr(length):
    return malloc(STR, length)


def mallocunicode(length):
    return malloc(UNICODE, length)


def copy_string_contents(src, dst, srcstart, dststart, length):
    if not we_are_translated():
        for i in range(length):
            dst.chars[dststart + i] = src.chars[srcstart + i]
        return
    llop.array_copy(Void, src, dst, srcstart, dststart, length)

copy_unicode_contents = copy_string_contents
copy_string_contents._annspecialcase_ = 'specialize:ll'


def copy_string_to_raw(ll_s, dst, srcstart, length):
    """Characters of a low-level string into memory of C."""
    from rpython.rtyper.lltypesystem import rffi
    rffi._copy(rffi.ptradd(rffi._chars_of(ll_s), srcstart), dst, length)


def copy_raw_to_string(src, ll_s, dststart, length):
    from rpython.rtyper.lltypesystem import rffi
    rffi._copy(src, rffi.ptradd(rffi._chars_of(ll_s), dststart), length)


class LLHelpers(object):
    pass
