"""A string that is filled before anyone sees it."""
from rpython.rlib.buffer import Buffer
from rpython.rlib.objectmodel import specialize, we_are_translated
from rpython.rlib.rposix_base import _address
from __tw_lltype__ import STR, Void, made_str, llop, malloc, nullptr


class MutableStringBuffer(Buffer):
    """setitem(), setslice() and typed_write() fill it; finish() gives the string, once.
    Nothing may be changed then."""
    _attrs_ = ['readonly', 'll_val', 'size', '_chars']

    def __init__(self, size):
        self.readonly = False
        self.size = size
        if we_are_translated():
            self.ll_val = malloc(STR, size, zero=True)
        else:
            self._chars = ['\x00'] * size

    def getlength(self):
        return self.size

    def finish(self):
        if self.readonly:
            raise ValueError("Cannot call finish() twice")
        self.readonly = True
        if not we_are_translated():
            return ''.join(self._chars)
        result = made_str(self.ll_val)
        self.ll_val = nullptr(STR)
        return result

    def as_str(self):
        raise ValueError("as_str() is not supported. Use finish() instead")

    def getitem(self, index):
        if not we_are_translated():
            return self._chars[index]
        return self.ll_val.chars[index]

    def setitem(self, index, char):
        if not we_are_translated():
            self._chars[index] = char
            return
        self.ll_val.chars[index] = char

    @specialize.ll_and_arg(1)
    def typed_write(self, TP, byte_offset, value):
        llop.raw_store(Void, _address(self.ll_val), byte_offset, value)
