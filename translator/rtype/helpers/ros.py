"""System calls, through the C functions of runtime/os.h.

The collector pins what the stack points into, so a C function may get a pointer
to the characters of a string.
"""
from __tw_lltype__ import (
    Address, Array, Char, CArray, Ptr, STR, Signed, Void, external, llop, malloc)

CHARS = Ptr(Array(Char))
ITEMS = Ptr(CArray(Char))

HEADER = '"runtime/os.h"'
c_open = external('tw_os_open', [Address, Signed, Signed], Signed, include=HEADER)
c_close = external('tw_os_close', [Signed], Signed, include=HEADER)
c_read = external('tw_os_read', [Signed, Address, Signed], Signed, include=HEADER)
c_write = external('tw_os_write', [Signed, Address, Signed], Signed, include=HEADER)
c_errno = external('tw_get_errno', [], Signed, include=HEADER)


def characters(s):
    """The address of the first character."""
    return llop.cast_ptr_to_adr(
        Address, llop.direct_arrayitems(ITEMS, llop.direct_fieldptr(CHARS, s, 'chars')))


def ll_os_open(path, flags, mode):
    # C needs a 0 behind the last character.
    length = len(path.chars)
    copy = malloc(STR, length + 1)
    llop.array_copy(Void, path, copy, 0, 0, length)
    copy.chars[length] = '\x00'
    fd = c_open(characters(copy), flags, mode)
    if fd < 0:
        raise OSError(c_errno(), "os_open failed")
    return fd


def ll_os_close(fd):
    if c_close(fd) < 0:
        raise OSError(c_errno(), "os_close failed")


def ll_os_read(fd, count):
    if count < 0:
        raise OSError(22, None)
    s = malloc(STR, count)
    got = c_read(fd, characters(s), count)
    if got < 0:
        raise OSError(c_errno(), "os_read failed")
    if got == count:
        return s
    part = malloc(STR, got)
    llop.array_copy(Void, s, part, 0, 0, got)
    return part


def ll_os_write(fd, s):
    got = c_write(fd, characters(s), len(s.chars))
    if got < 0:
        raise OSError(c_errno(), "os_write failed")
    return got
