"""Builders: strings that grow.

The characters gather in a string that is longer than what it holds; build() cuts
it to its length where it lies, if the collector can do that, so most builders
copy each character once.
"""
from __tw_lltype__ import (
    Address, Array, CArray, Char, Ptr, STR, UNICODE, Void, llop, made_str, made_unicode, malloc,
    nullptr)
from rpython.rlib.objectmodel import specialize, we_are_translated
from rpython.rlib.rgc import ll_shrink_array
from __tw_rstring__ import is_character

_MAX_INITIAL = 1 << 20
_CHARS = Ptr(Array(Char))
_ITEMS = Ptr(CArray(Char))


def _make_builder(name, STRING, high_level, empty):
    """A builder class for str or for unicode."""

    class Builder(object):
        _buffer = nullptr(STRING)
        _used = 0
        _room = 0

        def __init__(self, init_size=100):
            if not we_are_translated():
                self._pieces = []
                return
            if init_size < 16:
                init_size = 16
            elif init_size > _MAX_INITIAL:
                init_size = _MAX_INITIAL
            self._buffer = malloc(STRING, init_size)
            self._used = 0
            self._room = init_size

        def _freeze_(self):
            """The builder was filled at import time, and the program goes on with it."""
            text = empty.join(self._pieces)
            self._used = self._room = len(text)
            self._buffer = malloc(STRING, len(text), immortal=True)
            for i in range(len(text)):
                self._buffer.chars[i] = text[i]
            return False

        @specialize.call_location()
        def append(self, s):
            if is_character(s, empty):
                self.append_char(s)
            else:
                self._append_string(s)
        append._always_inline_ = True

        def _append_string(self, s):
            if not we_are_translated():
                self._pieces.append(s)
                return
            length = len(s)
            if length > self._room - self._used:
                self._grow(length)
            llop.array_copy(Void, s, self._buffer, 0, self._used, length)
            self._used += length

        def append_char(self, c):
            if not we_are_translated():
                self._pieces.append(c)
                return
            used = self._used
            if used == self._room:
                self._grow(1)
            self._buffer.chars[used] = c
            self._used = used + 1

        def append_slice(self, s, start, end):
            if not we_are_translated():
                assert 0 <= start <= end <= len(s)
                self._pieces.append(s[start:end])
                return
            length = end - start
            if length > self._room - self._used:
                self._grow(length)
            llop.array_copy(Void, s, self._buffer, start, self._used, length)
            self._used += length

        def append_multiple_char(self, c, times):
            if not we_are_translated():
                self._pieces.append(c * times)
                return
            if times <= 0:
                return
            if times > self._room - self._used:
                self._grow(times)
            llop.array_fill(Void, self._buffer, self._used, times, c)
            self._used += times

        def getlength(self):
            if not we_are_translated():
                return sum([len(piece) for piece in self._pieces])
            used = self._used
            assert used >= 0
            return used

        def build(self):
            """What was appended. Later appends go to a new string."""
            if not we_are_translated():
                return empty.join(self._pieces)
            used = self._used
            if used < self._room:
                self._buffer = ll_shrink_array(self._buffer, used)
                self._room = used
            return high_level(self._buffer)

        def _grow(self, needed):
            used = self._used
            room = used + needed
            if room < 2 * self._room:
                room = 2 * self._room
            larger = malloc(STRING, room)
            llop.array_copy(Void, self._buffer, larger, 0, 0, used)
            self._buffer = larger
            self._room = room
        _grow._dont_inline_ = True

    Builder.__name__ = name
    return Builder


StringBuilder = _make_builder('StringBuilder', STR, made_str, '')
UnicodeBuilder = _make_builder('UnicodeBuilder', UNICODE, made_unicode, u'')


def _append_charpsize(self, p, size):
    """Appends `size` characters that lie in raw memory."""
    if not we_are_translated():
        self._pieces.append(''.join([p[i] for i in range(size)]))
        return
    if size > self._room - self._used:
        self._grow(size)
    target = llop.adr_add(
        Address,
        llop.cast_ptr_to_adr(Address, llop.direct_arrayitems(
            _ITEMS, llop.direct_fieldptr(_CHARS, self._buffer, 'chars'))),
        self._used)
    llop.raw_memcopy(Void, llop.cast_ptr_to_adr(Address, p), target, size)
    self._used += size

StringBuilder.append_charpsize = _append_charpsize


class ByteListBuilder(object):
    """Builds a list of characters."""

    def __init__(self, init_size=100):
        self._list = []

    def append(self, s):
        for c in s:
            self._list.append(c)

    def append_multiple_char(self, c, times):
        for _ in range(times):
            self._list.append(c)

    def append_slice(self, s, start, end):
        assert 0 <= start <= end <= len(s)
        for i in range(start, end):
            self._list.append(s[i])

    def getlength(self):
        return len(self._list)

    def build(self):
        return self._list[:]
