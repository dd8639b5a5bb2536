"""Strings: builders, splitting, replacing, parsing of numbers.

The functions take and return str (or unicode where said) and run both
untranslated and translated.
"""
import sys

from rpython.rlib.objectmodel import newlist_hint, not_rpython, resizelist_hint, specialize
from rpython.rlib.rarithmetic import intmask, ovfcheck
from rpython.rlib.rbuilder import StringBuilder, UnicodeBuilder, ByteListBuilder
from __tw_rstring__ import assert_str0, check_str0

INIT_SIZE = 100
_MAX = sys.maxint


# ---- splitting --------------------------------------------------------------

@specialize.argtype(0)
def _isspace(c):
    if isinstance(c, str):
        return c == ' ' or '\t' <= c <= '\r'
    return c.isspace()


@specialize.argtype(0, 1)
def split(value, by=None, maxsplit=-1, isutf8=0):
    """value.split(by, maxsplit); by=None splits at runs of white space, with isutf8
    of the text that is encoded in UTF-8."""
    if by is None:
        if isutf8:
            return _split_utf8_spaces(value, maxsplit)
        return _split_spaces(value, maxsplit)
    if isinstance(value, list):
        return _split_list(value, by, maxsplit)
    width = len(by)
    if width == 0:
        raise ValueError("empty separator")
    result = []
    start = 0
    while maxsplit != 0:
        end = value.find(by, start)
        if end < 0:
            break
        result.append(value[start:end])
        start = end + width
        maxsplit -= 1
    result.append(value[start:len(value)])
    return result


@specialize.argtype(0)
def _split_spaces(value, maxsplit):
    result = []
    length = len(value)
    i = 0
    while True:
        while i < length and _isspace(value[i]):
            i += 1
        if i >= length:
            return result
        if maxsplit == 0:
            j = length
        else:
            j = i + 1
            while j < length and not _isspace(value[j]):
                j += 1
        result.append(value[i:j])
        maxsplit -= 1
        i = j


def _split_utf8_spaces(value, maxsplit):
    from rpython.rlib import rutf8
    result = []
    length = len(value)
    i = 0
    while True:
        while i < length and rutf8.isspace(value, i):
            i = rutf8.next_codepoint_pos(value, i)
        if i >= length:
            return result
        j = i
        if maxsplit == 0:
            j = length
        while j < length and not rutf8.isspace(value, j):
            j = rutf8.next_codepoint_pos(value, j)
        assert i >= 0
        assert j >= 0
        result.append(value[i:j])
        maxsplit -= 1
        i = j


def _rsplit_utf8_spaces(value, maxsplit):
    from rpython.rlib import rutf8
    result = []
    end = len(value)
    while True:
        while end > 0 and rutf8.isspace(value, rutf8.prev_codepoint_pos(value, end)):
            end = rutf8.prev_codepoint_pos(value, end)
        if end <= 0:
            result.reverse()
            return result
        start = end
        if maxsplit == 0:
            start = 0
        while start > 0 and not rutf8.isspace(value, rutf8.prev_codepoint_pos(value, start)):
            start = rutf8.prev_codepoint_pos(value, start)
        assert start >= 0
        assert end >= 0
        result.append(value[start:end])
        maxsplit -= 1
        end = start


@specialize.argtype(0, 1)
def _split_list(value, by, maxsplit):
    result = []
    start = 0
    while maxsplit != 0:
        end = find(value, by, start, len(value))
        if end < 0:
            break
        result.append(value[start:end])
        start = end + len(by)
        maxsplit -= 1
    result.append(value[start:len(value)])
    return result


@specialize.argtype(0, 1)
def rsplit(value, by=None, maxsplit=-1, isutf8=0):
    """value.rsplit(by, maxsplit)."""
    if by is None:
        if isutf8:
            return _rsplit_utf8_spaces(value, maxsplit)
        return _rsplit_spaces(value, maxsplit)
    width = len(by)
    if width == 0:
        raise ValueError("empty separator")
    result = []
    end = len(value)
    while maxsplit != 0:
        start = value.rfind(by, 0, end)
        if start < 0:
            break
        result.append(value[start + width:end])
        end = start
        maxsplit -= 1
    result.append(value[:end])
    result.reverse()
    return result


@specialize.argtype(0)
def _rsplit_spaces(value, maxsplit):
    result = []
    end = len(value)
    while True:
        while end > 0 and _isspace(value[end - 1]):
            end -= 1
        if end == 0:
            break
        if maxsplit == 0:
            start = 0
        else:
            start = end - 1
            while start > 0 and not _isspace(value[start - 1]):
                start -= 1
        assert start >= 0
        assert end >= 0
        result.append(value[start:end])
        end = start
        maxsplit -= 1
    result.reverse()
    return result


# ---- replacing ------------------------------------------------------------

@specialize.argtype(0, 1)
def replace(input, sub, by, maxcount=-1):
    return replace_count(input, sub, by, maxcount)[0]


@specialize.argtype(0, 1)
def replace_count(input, sub, by, maxcount=-1, isutf8=False):
    """The string with at most maxcount occurrences of sub replaced by `by`,
    and how many there were. Raises OverflowError if the result is too long."""
    if maxcount == 0:
        return input, 0
    if isinstance(input, str):
        builder = StringBuilder()
    elif isinstance(input, unicode):
        builder = UnicodeBuilder()
    else:
        builder = ByteListBuilder(len(input))
    replaced = 0
    length = len(input)
    if not sub:
        bound = length + 1
        if maxcount > 0 and maxcount < bound:
            bound = maxcount
        ovfcheck(length + ovfcheck(bound * len(by)))
        i = 0
        while i < length and replaced < bound:
            builder.append(by)
            builder.append(input[i])
            i += 1
            if isutf8:
                while i < length and ord(input[i]) & 0xc0 == 0x80:
                    builder.append(input[i])
                    i += 1
            replaced += 1
        if replaced < bound:
            builder.append(by)
            replaced += 1
        builder.append_slice(input, i, length)
        return builder.build(), replaced
    count_limit = maxcount
    if count_limit < 0:
        count_limit = _MAX
    start = 0
    while replaced < count_limit:
        found = find(input, sub, start, length)
        if found < 0:
            break
        builder.append_slice(input, start, found)
        builder.append(by)
        start = found + len(sub)
        replaced += 1
    if replaced == 0 and isinstance(input, str):
        return input, 0
    assert start >= 0
    builder.append_slice(input, start, length)
    return builder.build(), replaced


# ---- prefixes and suffixes --------------------------------------------------

def _normalize_start_end(length, start, end):
    if start < 0:
        start += length
        if start < 0:
            start = 0
    if end < 0:
        end += length
        if end < 0:
            end = 0
    elif end > length:
        end = length
    return start, end


@specialize.argtype(0, 1)
def startswith(u_self, prefix, start=0, end=_MAX):
    length = len(u_self)
    start, end = _normalize_start_end(length, start, end)
    stop = start + len(prefix)
    if stop > end:
        return False
    for i in range(len(prefix)):
        if u_self[start + i] != prefix[i]:
            return False
    return True


@specialize.argtype(0, 1)
def endswith(u_self, suffix, start=0, end=_MAX):
    length = len(u_self)
    start, end = _normalize_start_end(length, start, end)
    begin = end - len(suffix)
    if begin < start:
        return False
    for i in range(len(suffix)):
        if u_self[begin + i] != suffix[i]:
            return False
    return True


# ---- searching --------------------------------------------------------------

SEARCH_COUNT = 0
SEARCH_FIND = 1
SEARCH_RFIND = 2


@specialize.argtype(0, 1)
def find(value, other, start, end):
    if ((isinstance(value, str) and isinstance(other, str)) or
            (isinstance(value, unicode) and isinstance(other, unicode))):
        return value.find(other, start, end)
    return _search_items(value, other, start, end, False)


@specialize.argtype(0, 1)
def rfind(value, other, start, end):
    if ((isinstance(value, str) and isinstance(other, str)) or
            (isinstance(value, unicode) and isinstance(other, unicode))):
        return value.rfind(other, start, end)
    return _search_items(value, other, start, end, True)


@specialize.argtype(0, 1)
def count(value, other, start, end):
    if ((isinstance(value, str) and isinstance(other, str)) or
            (isinstance(value, unicode) and isinstance(other, unicode))):
        return value.count(other, start, end)
    if end > len(value):
        end = len(value)
    if len(other) == 0:
        return max(0, end - start + 1)
    found = 0
    while True:
        start = _search_items(value, other, start, end, False)
        if start < 0:
            return found
        found += 1
        start += len(other)


@specialize.argtype(0, 1)
def _search_items(value, other, start, end, backwards):
    if start < 0:
        start = 0
    if end > len(value):
        end = len(value)
    last = end - len(other)
    if last < start:
        return -1
    for k in range(last - start + 1):
        if backwards:
            i = last - k
        else:
            i = start + k
        j = 0
        while j < len(other) and value[i + j] == other[j]:
            j += 1
        if j == len(other):
            return i
    return -1


# ---- numbers in strings -------------------------------------------------------

def strip_spaces(s):
    """s without white space at both ends."""
    p = 0
    q = len(s)
    while p < q and s[p] in ' \f\n\r\t\v':
        p += 1
    while p < q and s[q - 1] in ' \f\n\r\t\v':
        q -= 1
    assert q >= 0
    return s[p:q]


class ParseStringError(Exception):
    def __init__(self, msg):
        self.msg = msg

    def __str__(self):
        return self.msg


class InvalidBaseError(ParseStringError):
    """The base is neither 0 nor 2..36."""


class MaxDigitsError(ParseStringError):
    """The literal has more digits than allowed."""

    def __init__(self, digits):
        ParseStringError.__init__(self, "too many digits: %d" % digits)
        self.digits = digits


class ParseStringOverflowError(Exception):
    def __init__(self, parser):
        self.parser = parser


class NumberStringParser:
    """Reads sign, prefix and digits of an integer literal."""

    def error(self):
        raise ParseStringError("invalid literal for %s() with base %d" %
                               (self.fname, self.original_base))

    def __init__(self, s, literal, base, fname, allow_underscores=False,
                 no_implicit_octal=False, start=0, end=-1, max_str_digits=0,
                 disallow_whitespace_after_sign=False):
        self.fname = fname
        if end == -1:
            end = len(s)
        start = _skip_spaces(s, start, end)
        while start < end and s[end - 1] in ' \f\n\r\t\v':
            end -= 1
        self.sign = 1
        if start < end and (s[start] == '-' or s[start] == '+'):
            if s[start] == '-':
                self.sign = -1
            start += 1
            if not disallow_whitespace_after_sign:
                start = _skip_spaces(s, start, end)
        self.original_base = base
        self.allow_underscores = allow_underscores
        self.last_is_underscore = False
        prefix = _prefix_base(s, start, end)
        if base == 0:
            base = prefix
            if base == 0:
                base = 10
                if start < end and s[start] == '0':
                    # With no_implicit_octal the digit 0 is the only valid one.
                    base = 1 if no_implicit_octal else 8
        elif base < 2 or base > 36:
            raise InvalidBaseError("%s() base must be >= 2 and <= 36, or 0" % fname)
        self.base = base
        if start < end and s[start] == '_':
            self.error()
        if prefix == base and prefix != 0:
            start += 2
        if start >= end:
            self.error()
        self.s = s
        self.i = start
        self.n = end
        self.start = start
        self.end = end
        if max_str_digits > 0:
            digits = end - start - s.count('_')
            if digits > max_str_digits:
                raise MaxDigitsError(digits)

    def rewind(self):
        self.i = self.start

    def next_digit(self):
        """The next digit, or -1 at the end."""
        if self.i < self.n:
            c = self.s[self.i]
            if self.allow_underscores and c == '_':
                if self.last_is_underscore or self.i + 1 == self.n:
                    self.error()
                self.last_is_underscore = True
                self.i += 1
                return self.next_digit()
            digit = _digit_value(c)
            if digit < 0 or digit >= self.base:
                self.error()
            self.last_is_underscore = False
            self.i += 1
            return digit
        return -1

    def prev_digit(self):
        """The previous digit, going backwards; -1 at the start."""
        self.i -= 1
        if self.i < self.start:
            return -1
        c = self.s[self.i]
        if self.allow_underscores and c == '_':
            return self.prev_digit()
        digit = _digit_value(c)
        assert 0 <= digit < self.base
        return digit

    def _all_digits10(self):
        if not self.allow_underscores:
            return True
        for i in range(self.start, self.end):
            if self.s[i] == '_':
                return False
        return True


def _skip_spaces(s, start, end):
    while start < end and s[start] in ' \f\n\r\t\v':
        start += 1
    return start


def _prefix_base(s, start, end):
    if start + 1 < end and s[start] == '0':
        c = s[start + 1]
        if c == 'x' or c == 'X':
            return 16
        if c == 'o' or c == 'O':
            return 8
        if c == 'b' or c == 'B':
            return 2
    return 0


def _digit_value(c):
    code = ord(c)
    if 48 <= code <= 57:
        return code - 48
    if 97 <= code <= 122:
        return code - 87
    if 65 <= code <= 90:
        return code - 55
    return -1
