"""Memory of bytes: strings, lists of characters, and parts of them.

typed_read(TYPE, offset) and typed_write(TYPE, offset, value) take values of low-level
primitive types out of the bytes; on strings they work in translated programs only.
"""
from rpython.rlib import rgc
from rpython.rlib.objectmodel import specialize
from rpython.rlib.rawstorage import (
    raw_storage_getitem_unaligned, raw_storage_setitem_unaligned)
from rpython.rlib.rposix_base import _address
from rpython.rtyper.lltypesystem import lltype, rffi
from __tw_lltype__ import llop


class CannotRead(Exception):
    """The buffer has no typed_read, or not at that place."""


class CannotWrite(Exception):
    pass


class Buffer(object):
    _attrs_ = ['readonly']
    _immutable_ = True

    def getlength(self):
        raise NotImplementedError

    def __len__(self):
        return self.getlength()

    def as_str(self):
        """The bytes, maybe without a copy."""
        return self.getslice(0, 1, self.getlength())

    def getitem(self, index):
        """A character."""
        raise NotImplementedError

    def __getitem__(self, i):
        return self.getitem(i)

    def getslice(self, start, step, size):
        """`size` characters from start on, each step-th one."""
        return ''.join([self.getitem(start + i * step) for i in range(size)])

    def __getslice__(self, start, stop):
        return self.getslice(start, 1, stop - start)

    def setitem(self, index, char):
        raise NotImplementedError

    def __setitem__(self, i, char):
        self.setitem(i, char)

    def setslice(self, start, string):
        for i in range(len(string)):
            self.setitem(start + i, string[i])

    def setzeros(self, index, count):
        for i in range(index, index + count):
            self.setitem(i, '\x00')

    @specialize.ll_and_arg(1)
    def typed_read(self, TP, byte_offset):
        raise CannotRead

    @specialize.ll_and_arg(1)
    def typed_write(self, TP, byte_offset, value):
        raise CannotWrite

    def get_raw_address(self):
        raise ValueError("no raw buffer")

    def releasebuffer(self):
        """The program is done with it."""

    def needs_release(self):
        return False


class RawBuffer(Buffer):
    """What lies where get_raw_address() says and never moves."""
    _immutable_ = True

    @specialize.ll_and_arg(1)
    def typed_read(self, TP, byte_offset):
        return raw_storage_getitem_unaligned(TP, self.get_raw_address(), byte_offset)

    @specialize.ll_and_arg(1)
    def typed_write(self, TP, byte_offset, value):
        if self.readonly:
            raise CannotWrite
        raw_storage_setitem_unaligned(self.get_raw_address(), byte_offset,
                                      lltype.cast_primitive(TP, value))

    def getitem(self, index):
        return self.get_raw_address()[index]

    def setitem(self, index, char):
        self.get_raw_address()[index] = char

    def getslice(self, start, step, size):
        if step == 1:
            return rffi.charpsize2str(rffi.ptradd(self.get_raw_address(), start), size)
        return Buffer.getslice(self, start, step, size)


class LLBuffer(RawBuffer):
    """Memory of somebody else."""
    _immutable_ = True

    def __init__(self, raw_cdata, size):
        self.raw_cdata = raw_cdata
        self.size = size
        self.readonly = False

    def getlength(self):
        return self.size

    def get_raw_address(self):
        return self.raw_cdata


class RawByteBuffer(RawBuffer):
    """Memory of its own, at first zeros."""
    _immutable_ = True

    def __init__(self, length):
        self._length = length
        self._buf = lltype.malloc(rffi.CCHARP.TO, length, flavor='raw', zero=True)
        rgc.add_memory_pressure(length)
        self.readonly = False

    def getlength(self):
        return self._length

    def get_raw_address(self):
        return self._buf

    def __del__(self):
        lltype.free(self._buf, flavor='raw')


class StringBuffer(Buffer):
    """A string, which cannot be changed."""
    _attrs_ = ['readonly', 'value']
    _immutable_ = True

    def __init__(self, value):
        self.value = value
        self.readonly = True

    def getlength(self):
        return len(self.value)

    def as_str(self):
        return self.value

    def getitem(self, index):
        return self.value[index]

    def getslice(self, start, step, size):
        if size == 0:
            return ''
        if step == 1:
            assert 0 <= start <= len(self.value)
            stop = start + size
            assert stop >= 0
            return self.value[start:stop]
        return Buffer.getslice(self, start, step, size)

    @specialize.ll_and_arg(1)
    def typed_read(self, TP, byte_offset):
        return llop.raw_load(TP, _address(self.value), byte_offset)


class ByteBuffer(Buffer):
    """A list of characters, at first zeros."""
    _immutable_ = True

    def __init__(self, n):
        self.data = ['\x00'] * n
        self.readonly = False

    def getlength(self):
        return len(self.data)

    def getitem(self, index):
        return self.data[index]

    def setitem(self, index, char):
        self.data[index] = char[0]

    def getslice(self, start, step, size):
        if step == 1:
            assert start >= 0
            stop = start + size
            assert stop >= 0
            return ''.join(self.data[start:stop])
        return Buffer.getslice(self, start, step, size)

    @specialize.ll_and_arg(1)
    def typed_read(self, TP, byte_offset):
        size = rffi.sizeof(TP)
        with lltype.scoped_alloc(rffi.CCHARP.TO, size) as raw:
            for i in range(size):
                raw[i] = self.data[byte_offset + i]
            return raw_storage_getitem_unaligned(TP, raw, 0)

    @specialize.ll_and_arg(1)
    def typed_write(self, TP, byte_offset, value):
        size = rffi.sizeof(TP)
        with lltype.scoped_alloc(rffi.CCHARP.TO, size) as raw:
            raw_storage_setitem_unaligned(raw, 0, lltype.cast_primitive(TP, value))
            for i in range(size):
                self.data[byte_offset + i] = raw[i]


class SubBuffer(Buffer):
    """`size` bytes of another buffer from `offset` on; size -1 means up to its end."""
    _attrs_ = ['buffer', 'offset', 'size', 'readonly']
    _immutable_ = True

    def __init__(self, buffer, offset, size):
        self.readonly = buffer.readonly
        if isinstance(buffer, SubBuffer):
            available = buffer.getlength() - offset
            if size < 0 or size > available:
                size = available if available > 0 else 0
            offset += buffer.offset
            buffer = buffer.buffer
        self.buffer = buffer
        self.offset = offset
        self.size = size

    def getlength(self):
        available = self.buffer.getlength() - self.offset
        if 0 <= self.size <= available:
            return self.size
        if available >= 0:
            return available
        return 0

    def getitem(self, index):
        return self.buffer.getitem(self.offset + index)

    def getslice(self, start, step, size):
        if start == 0 and size == 0:
            return ''
        return self.buffer.getslice(self.offset + start, step, size)

    def setitem(self, index, char):
        self.buffer.setitem(self.offset + index, char)

    def setslice(self, start, string):
        if len(string) > 0:
            self.buffer.setslice(self.offset + start, string)

    @specialize.ll_and_arg(1)
    def typed_read(self, TP, byte_offset):
        return self.buffer.typed_read(TP, byte_offset + self.offset)

    @specialize.ll_and_arg(1)
    def typed_write(self, TP, byte_offset, value):
        self.buffer.typed_write(TP, byte_offset + self.offset, value)
