"""Strings that the library makes are never None: functions that declare `str` take them."""
import os
import sys

from rpython.rlib.objectmodel import enforceargs
from rpython.rlib.rfloat import formatd
from rpython.rlib.rstring import StringBuilder, UnicodeBuilder
from rpython.rtyper.lltypesystem import rffi


@enforceargs(str)
def length(text):
    return len(text)


@enforceargs(unicode)
def wide_length(text):
    return len(text)


def built(n):
    builder = StringBuilder()
    builder.append_multiple_char("x", n)
    return builder.build()


def built_wide(n):
    builder = UnicodeBuilder()
    for i in range(n):
        builder.append(unichr(0x3b1 + i))
    return builder.build()


def entry_point(argv):
    name = "ann_made_strings.tmp"
    stream = open(name, "w")
    stream.write("one line\nand another\n")
    stream.close()
    fd = os.open(name, os.O_RDONLY, 0)
    print length(os.read(fd, 100)), length(os.read(fd, 0))
    os.close(fd)
    stream = open(name)
    print length(stream.readline()), length(stream.read(3)), length(stream.read())
    stream.close()
    os.unlink(name)
    print length(built(5)), wide_length(built_wide(3)), length(formatd(1.5, "f", 3))
    raw = rffi.str2charp("raw bytes")
    print length(rffi.charp2str(raw)), length(rffi.charpsize2str(raw, 3))
    rffi.free_charp(raw)
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == "__main__":
    sys.exit(entry_point(sys.argv))
