"""Text as UTF-8 byte strings: encoding, stepping, checking, positions by index.

A position is a byte offset of the first byte of a code point; an index counts code
points.
"""
import sys

from rpython.rlib import jit
from rpython.rlib.objectmodel import (
    always_inline, dont_inline, enforceargs, specialize, try_inline, we_are_translated)
from rpython.rlib.rarithmetic import intmask, r_uint
from rpython.rlib.rstring import StringBuilder

MAXUNICODE = 0x10ffff
allow_surrogate_by_default = False


class OutOfRange(Exception):
    """No code point, or a surrogate where none is allowed."""


class CheckError(Exception):
    """The text is not UTF-8; pos is where that shows."""

    def __init__(self, pos):
        self.pos = pos


# ---- encoding ---------------------------------------------------------------

def _encodable(code, allow_surrogates):
    if code < 0 or code > MAXUNICODE:
        return False
    return allow_surrogates or not 0xd800 <= code <= 0xdfff


def unichr_as_utf8(code, allow_surrogates=False):
    """The bytes of one code point."""
    if not _encodable(code, allow_surrogates):
        raise OutOfRange()
    if code < 0x80:
        return chr(code)
    if code < 0x800:
        return chr(0xc0 | (code >> 6)) + _continuation(code)
    if code < 0x10000:
        return chr(0xe0 | (code >> 12)) + _continuation(code >> 6) + _continuation(code)
    return (chr(0xf0 | (code >> 18)) + _continuation(code >> 12) +
            _continuation(code >> 6) + _continuation(code))


@always_inline
def _continuation(bits):
    return chr(0x80 | (bits & 0x3f))


def unichr_as_utf8_append(builder, code, allow_surrogates=False):
    """Appends the bytes of one code point to a StringBuilder."""
    if 0 <= code < 0x80:
        builder.append_char(chr(code))
        return
    if not _encodable(code, allow_surrogates):
        raise OutOfRange()
    _append_long(builder, code)


@dont_inline
def _append_long(builder, code):
    if code < 0x800:
        builder.append_char(chr(0xc0 | (code >> 6)))
    else:
        if code < 0x10000:
            builder.append_char(chr(0xe0 | (code >> 12)))
        else:
            builder.append_char(chr(0xf0 | (code >> 18)))
            builder.append_char(_continuation(code >> 12))
        builder.append_char(_continuation(code >> 6))
    builder.append_char(_continuation(code))


# ---- stepping ---------------------------------------------------------------

@always_inline
def next_codepoint_pos(code, pos):
    """The position behind the code point at pos; the text must be valid."""
    lead = ord(code[pos])
    if lead < 0x80:
        return pos + 1
    if lead < 0xe0:
        return pos + 2
    if lead < 0xf0:
        return pos + 3
    return pos + 4


def prev_codepoint_pos(code, pos):
    """The position of the code point that ends before pos."""
    pos -= 1
    assert pos >= 0
    while pos > 0 and 0x80 <= ord(code[pos]) < 0xc0:
        pos -= 1
    assert pos >= 0
    return pos


def codepoint_at_pos(code, pos):
    """The code point at a position."""
    lead = ord(code[pos])
    if lead < 0x80:
        return lead
    second = ord(code[pos + 1]) & 0x3f
    if lead < 0xe0:
        return ((lead & 0x1f) << 6) | second
    third = ord(code[pos + 2]) & 0x3f
    if lead < 0xf0:
        return ((lead & 0x0f) << 12) | (second << 6) | third
    return (((lead & 0x07) << 18) | (second << 12) | (third << 6) |
            (ord(code[pos + 3]) & 0x3f))


def codepoint_before_pos(code, pos):
    return codepoint_at_pos(code, prev_codepoint_pos(code, pos))


# ---- checking ---------------------------------------------------------------

def check_ascii(s):
    pos = first_non_ascii_char(s)
    if pos >= 0:
        raise CheckError(pos)


@jit.elidable
def first_non_ascii_char(s):
    """Its position, or -1."""
    for i in range(len(s)):
        if ord(s[i]) >= 0x80:
            return i
    return -1


def check_utf8(s, allow_surrogates, start=0, stop=-1):
    """The number of code points of s[start:stop]; raises CheckError if that is no
    UTF-8."""
    if stop < 0:
        stop = len(s)
    result = _check_utf8(s, allow_surrogates, start, stop)
    if result < 0:
        raise CheckError(~result)
    return result


def get_utf8_length(s, start=0, end=-1):
    """The number of code points of valid text."""
    if end < 0:
        end = len(s)
    return codepoints_in_utf8(s, start, end)


def _is_continuation(s, pos):
    return 0x80 <= ord(s[pos]) < 0xc0


@jit.elidable
def _check_utf8(s, allow_surrogates, start, stop):
    """The number of code points, or ~position of the first error."""
    count = 0
    pos = start
    while pos < stop:
        lead = ord(s[pos])
        if lead < 0x80:
            pos += 1
        else:
            width = _valid_width(s, allow_surrogates, pos, stop, lead)
            if width == 0:
                return ~pos
            pos += width
        count += 1
    return count


def _valid_width(s, allow_surrogates, pos, stop, lead):
    """How many bytes the code point at pos has; 0: it is invalid."""
    if lead < 0xc2 or lead > 0xf4:
        return 0
    width = 4
    if lead < 0xe0:
        width = 2
    elif lead < 0xf0:
        width = 3
    if pos + width > stop:
        return 0
    for i in range(1, width):
        if not _is_continuation(s, pos + i):
            return 0
    second = ord(s[pos + 1])
    if lead == 0xe0 and second < 0xa0:
        return 0
    if lead == 0xed and second >= 0xa0 and not allow_surrogates:
        return 0
    if lead == 0xf0 and second < 0x90:
        return 0
    if lead == 0xf4 and second >= 0x90:
        return 0
    return width


@jit.elidable
def codepoints_in_utf8(value, start=0, end=sys.maxint):
    """Code points that begin in value[start:end]."""
    if end > len(value):
        end = len(value)
    count = 0
    for i in range(start, end):
        if not 0x80 <= ord(value[i]) < 0xc0:
            count += 1
    return count


@jit.elidable
def surrogate_in_utf8(utf8):
    """The position of a surrogate, or -1."""
    for i in range(len(utf8) - 2):
        if utf8[i] == '\xed' and utf8[i + 1] >= '\xa0':
            return i
    return -1


def has_surrogates(utf8):
    return surrogate_in_utf8(utf8) >= 0


def reencode_utf8_with_surrogates(utf8):
    """The text with each pair of surrogates as the code point that it means."""
    if not has_surrogates(utf8):
        return utf8
    result = StringBuilder(len(utf8))
    pos = 0
    while pos < len(utf8):
        code = codepoint_at_pos(utf8, pos)
        pos = next_codepoint_pos(utf8, pos)
        if 0xd800 <= code < 0xdc00 and pos < len(utf8):
            low = codepoint_at_pos(utf8, pos)
            if 0xdc00 <= low < 0xe000:
                code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00)
                pos = next_codepoint_pos(utf8, pos)
        unichr_as_utf8_append(result, code, True)
    return result.build()


# ---- properties -------------------------------------------------------------

def islinebreak(s, pos):
    """Is the code point at pos a line break?"""
    code = codepoint_at_pos(s, pos)
    return (0x0a <= code <= 0x0d or 0x1c <= code <= 0x1e or code == 0x85 or
            code == 0x2028 or code == 0x2029)


def isspace(s, pos):
    """Is the code point at pos white space?"""
    code = codepoint_at_pos(s, pos)
    if code <= 0x20:
        return code == 0x20 or 0x09 <= code <= 0x0d or 0x1c <= code <= 0x1f
    if code < 0x1680:
        return code == 0x85 or code == 0xa0
    return (code == 0x1680 or 0x2000 <= code <= 0x200a or code == 0x2028 or
            code == 0x2029 or code == 0x202f or code == 0x205f or code == 0x3000)


def utf8_in_chars(value, pos, chars):
    """Is the code point at value[pos] among those of chars?"""
    code = codepoint_at_pos(value, pos)
    i = 0
    while i < len(chars):
        if codepoint_at_pos(chars, i) == code:
            return True
        i = next_codepoint_pos(chars, i)
    return False


# ---- positions by index -----------------------------------------------------

_STEP = 64


class _IndexStorage(object):
    """The position of every 64th code point."""
    _immutable_fields_ = ['positions[*]']

    def __init__(self, positions):
        self.positions = positions


_EMPTY_STORAGE = _IndexStorage([0])


def null_storage():
    return None


def create_utf8_index_storage(utf8, utf8len):
    """What the functions below need to be fast on that text."""
    if len(utf8) == utf8len:
        return _EMPTY_STORAGE  # ASCII: never looked at
    positions = [0] * (utf8len // _STEP + 1)
    index = 0
    pos = 0
    while pos < len(utf8):
        if index % _STEP == 0:
            positions[index // _STEP] = pos
        index += 1
        pos = next_codepoint_pos(utf8, pos)
    if index % _STEP == 0:
        positions[index // _STEP] = pos
    return _IndexStorage(positions)


@jit.elidable
def codepoint_position_at_index(utf8, storage, index):
    """The position of the code point of that index."""
    if storage is _EMPTY_STORAGE:
        return index
    pos = storage.positions[index // _STEP]
    return _advance(utf8, pos, index % _STEP)


def _advance(utf8, pos, count):
    while count > 0:
        pos = next_codepoint_pos(utf8, pos)
        count -= 1
    return pos


def _pos_at_index(utf8, index):
    return _advance(utf8, 0, index)


@jit.elidable
def codepoint_at_index(utf8, storage, index):
    return codepoint_at_pos(utf8, codepoint_position_at_index(utf8, storage, index))


@jit.elidable
def codepoint_index_at_byte_position(utf8, storage, bytepos, num_codepoints):
    """The index of the code point at a position."""
    if bytepos < 0:
        return bytepos
    if storage is _EMPTY_STORAGE:
        return bytepos
    low = 0
    high = len(storage.positions)
    while high - low > 1:
        middle = (low + high) // 2
        if storage.positions[middle] <= bytepos:
            low = middle
        else:
            high = middle
    index = low * _STEP
    pos = storage.positions[low]
    while pos < bytepos:
        pos = next_codepoint_pos(utf8, pos)
        index += 1
    return index


# ---- building and iterating -------------------------------------------------

class Utf8StringBuilder(object):
    """Builds UTF-8 text and counts its code points."""

    def __init__(self, size=0):
        self._text = StringBuilder(size)
        self._length = 0

    def append(self, s):
        """s is valid UTF-8."""
        self._length += codepoints_in_utf8(s)
        self._text.append(s)

    def append_utf8(self, utf8, length):
        self._length += length
        self._text.append(utf8)

    def append_slice(self, s, start, end):
        self._length += codepoints_in_utf8(s, start, end)
        self._text.append_slice(s, start, end)

    def append_utf8_slice(self, utf8, start, end, length):
        self._length += length
        self._text.append_slice(utf8, start, end)

    def append_code(self, code):
        self._length += 1
        unichr_as_utf8_append(self._text, code, True)

    def append_char(self, c):
        """One character of ASCII."""
        self._length += 1
        self._text.append_char(c)

    def append_multiple_char(self, utf8, times):
        self._length += times
        if len(utf8) == 1:
            self._text.append_multiple_char(utf8[0], times)
        else:
            for _ in range(times):
                self._text.append(utf8)

    def build(self):
        return self._text.build()

    def getlength(self):
        return self._length


class Utf8StringIterator(object):
    """The code points of a text."""

    def __init__(self, utf8s):
        self._utf8 = utf8s
        self._end = len(utf8s)
        self._pos = 0

    def __iter__(self):
        return self

    def done(self):
        return self._pos == self._end

    def next(self):
        pos = self._pos
        if pos == self._end:
            raise StopIteration
        code = codepoint_at_pos(self._utf8, pos)
        self._pos = next_codepoint_pos(self._utf8, pos)
        return code

    def get_pos(self):
        return self._pos


class Utf8StringPosIterator(object):
    """(code point, position) for each code point of a text."""

    def __init__(self, utf8s):
        self._codes = Utf8StringIterator(utf8s)

    def __iter__(self):
        return self

    def next(self):
        pos = self._codes.get_pos()
        return self._codes.next(), pos


# ---- escapes ------------------------------------------------------------------

_SHORT_ESCAPES = {ord('\t'): '\\t', ord('\n'): '\\n', ord('\r'): '\\r', ord('\\'): '\\\\'}


def _append_escape(builder, code):
    """\\xhh, \\uhhhh or \\Uhhhhhhhh, whichever is long enough."""
    if code < 0x100:
        builder.append('\\x')
        width = 2
    elif code < 0x10000:
        builder.append('\\u')
        width = 4
    else:
        builder.append('\\U')
        width = 8
    while width > 0:
        width -= 1
        builder.append('0123456789abcdef'[(code >> (4 * width)) & 15])


def make_utf8_escape_function(pass_printable=False, quotes=False, prefix=None,
                              unicodedb=None):
    """A function that escapes what is not ASCII, or what is not printable if pass_printable
    holds; unicodedb says then what is. With quotes, it puts quotes around the text."""
    assert unicodedb is not None or not pass_printable

    def is_plain(code):
        if pass_printable:
            return unicodedb.isprintable(code)
        return 32 <= code < 127

    @jit.elidable
    def escape(s):
        builder = StringBuilder(len(s))
        quote = '\''
        if quotes:
            if prefix:
                builder.append(prefix)
            if s.find('\'') >= 0 and s.find('"') < 0:
                quote = '"'
            builder.append(quote)
        pos = 0
        while pos < len(s):
            after = next_codepoint_pos(s, pos)
            code = codepoint_at_pos(s, pos)
            if quotes and code == ord(quote):
                builder.append('\\')
                builder.append(quote)
            elif code in _SHORT_ESCAPES:
                builder.append(_SHORT_ESCAPES[code])
            elif is_plain(code):
                builder.append_slice(s, pos, after)
            else:
                _append_escape(builder, code)
            pos = after
        if quotes:
            builder.append(quote)
        return builder.build()

    return escape


# ---- other encodings ----------------------------------------------------------

def decode_latin_1(s):
    """Latin-1 text as UTF-8."""
    if first_non_ascii_char(s) < 0:
        return s
    result = StringBuilder(len(s))
    for c in s:
        unichr_as_utf8_append(result, ord(c))
    return result.build()
