"""runpack(format, string): struct.unpack with a constant format.

For each format a function is made while translating: a reader for each unit, and a
tuple of their values (the value alone, if there is one only).
"""
from rpython.rlib.objectmodel import specialize
from rpython.rlib.rstruct.error import StructError
from rpython.rlib.rstruct.formatiterator import FormatIterator


class MasterReader(object):
    """The string and a position in it."""

    def __init__(self, s):
        self.input = s
        self.inputpos = 0

    def read(self, count):
        start = self.inputpos
        end = start + count
        if end > len(self.input):
            raise StructError("unpack str size too short for format")
        self.inputpos = end
        assert start >= 0
        assert end >= 0
        return self.input[start:end]

    def align(self, mask):
        self.inputpos = (self.inputpos + mask) & ~mask


def _reader_class(index, bigendian):
    """A class of its own for each unit, since their values have different types."""
    byte_order = bigendian

    class Reader(object):
        bigendian = byte_order

        def __init__(self, master):
            self.master = master

        def read(self, count):
            return self.master.read(count)

        def appendobj(self, value):
            self.value = value
    Reader.__name__ = 'Reader%d' % index
    return Reader


class FrozenUnpackIterator(FormatIterator):
    """Collects (unit, count, alignment mask before it)."""

    def __init__(self, fmt):
        self.units = []
        self._mask = 0
        self.interpret(fmt)
        self.unpack = self._create_unpacking_func()

    def operate(self, fmtdesc, repetitions):
        if fmtdesc.needcount:
            self._add(fmtdesc, repetitions)
        else:
            for _ in range(repetitions):
                self._add(fmtdesc, 1)

    def _add(self, fmtdesc, count):
        self.units.append((fmtdesc, count, self._mask))
        self._mask = 0

    def align(self, mask):
        self._mask = max(self._mask, mask)

    def _create_unpacking_func(self):
        lines = ['def unpack(s):', '    master = MasterReader(s)']
        values = []
        namespace = {'MasterReader': MasterReader}
        for i, (fmtdesc, count, mask) in enumerate(self.units):
            namespace['Reader%d' % i] = _reader_class(i, self.bigendian)
            namespace['unpack%d' % i] = fmtdesc.unpack
            if mask:
                lines.append('    master.align(%d)' % mask)
            lines.append('    reader%d = Reader%d(master)' % (i, i))
            arguments = 'reader%d, %d' % (i, count) if fmtdesc.needcount else 'reader%d' % i
            lines.append('    unpack%d(%s)' % (i, arguments))
            if fmtdesc.fmtchar != 'x':
                values.append('reader%d.value' % i)
        lines.append('    return (%s)' % ', '.join(values))
        exec '\n'.join(lines) + '\n' in namespace
        return namespace['unpack']

    def _freeze_(self):
        return True


@specialize.memo()
def create_unpacker(unpack_str):
    return FrozenUnpackIterator(unpack_str)


@specialize.arg(0)
def runpack(fmt, input):
    return create_unpacker(fmt).unpack(input)
