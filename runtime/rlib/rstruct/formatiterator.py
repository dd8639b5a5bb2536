"""Reads format strings: a subclass of FormatIterator gets each unit with its count."""
from rpython.rlib.rarithmetic import ovfcheck
from rpython.rlib.rstruct.error import StructError
from rpython.rlib.rstruct.nativefmttable import native_fmttable, native_is_bigendian
from rpython.rlib.rstruct.standardfmttable import standard_fmttable
from rpython.rlib.unroll import unrolling_iterable


class FmtDesc(object):
    """What a character of a format stands for: size, alignment, pack, unpack; with
    `needcount` these two take the count and are called once."""

    def __init__(self, fmtchar, attrs):
        self.fmtchar = fmtchar
        self.size = attrs['size']
        self.pack = attrs['pack']
        self.unpack = attrs['unpack']
        self.alignment = attrs.get('alignment', 1)
        self.needcount = attrs.get('needcount', False)
        self.mask = self.alignment - 1

    def _freeze_(self):
        return True


def table2desclist(table):
    return unrolling_iterable([FmtDesc(c, table[c]) for c in sorted(table)])

unroll_standard_fmtdescs = table2desclist(standard_fmttable)
unroll_native_fmtdescs = table2desclist(native_fmttable)


def _read_count(fmt, index):
    """The number that starts before `index`, and the index behind it."""
    count = ord(fmt[index - 1]) - ord('0')
    while index < len(fmt) and fmt[index].isdigit():
        try:
            count = ovfcheck(ovfcheck(count * 10) + (ord(fmt[index]) - ord('0')))
        except OverflowError:
            raise StructError("overflow in item count")
        index += 1
    if index == len(fmt):
        raise StructError("incomplete struct format")
    return count, index


class FormatIterator(object):
    """Subclasses define operate(fmtdesc, count) and align(mask), which gets one less
    than the alignment."""
    _mixin_ = True
    _operate_is_specialized_ = False

    def interpret(self, fmt):
        self.bigendian = native_is_bigendian
        standard = False
        index = 0
        if len(fmt) > 0 and fmt[0] in '@=<>!':
            index = 1
            standard = fmt[0] != '@'
            self.bigendian = fmt[0] == '>' or fmt[0] == '!'
        while index < len(fmt):
            c = fmt[index]
            index += 1
            if c.isspace():
                continue
            count = 1
            if c.isdigit():
                count, index = _read_count(fmt, index)
                c = fmt[index]
                index += 1
            if standard:
                known = self._operate_standard(c, count)
            else:
                known = self._operate_native(c, count)
            if not known:
                if c == '\x00':
                    raise StructError("embedded null character")
                raise StructError("bad char in struct format")
        self.finished()

    def _operate_standard(self, c, count):
        for fmtdesc in unroll_standard_fmtdescs:
            if c == fmtdesc.fmtchar:
                self.operate(fmtdesc, count)
                return True
        return False

    def _operate_native(self, c, count):
        for fmtdesc in unroll_native_fmtdescs:
            if c == fmtdesc.fmtchar:
                if fmtdesc.alignment > 1:
                    self.align(fmtdesc.mask)
                self.operate(fmtdesc, count)
                return True
        return False

    def finished(self):
        pass


class CalcSizeFormatIterator(FormatIterator):
    """interpret() adds up totalsize."""
    totalsize = 0

    def operate(self, fmtdesc, repetitions):
        try:
            size = ovfcheck(fmtdesc.size * repetitions)
            self.totalsize = ovfcheck(self.totalsize + size)
        except OverflowError:
            raise StructError("total struct size too long")

    def align(self, mask):
        try:
            self.totalsize = ovfcheck(self.totalsize + (-self.totalsize & mask))
        except OverflowError:
            raise StructError("total struct size too long")
