"""Encodings of unicode strings.

    str_decode_NAME(s, size, errors, final, errorhandler) -> (unicode, bytes used)
    unicode_encode_NAME(u, size, errors, errorhandler) -> str

`final` says whether more bytes may follow. An error handler gets (errors, encoding,
message, text, start, end), where `errors` is what was passed: 'strict', 'replace' and so
on. When decoding it gives (unicode, new position), when encoding (unicode, str or None,
new position); a str then goes to the output as it is.
"""
import sys

from rpython.rlib import jit
from rpython.rlib.objectmodel import enforceargs, specialize, we_are_translated
from rpython.rlib.rarithmetic import intmask, r_uint, widen
from rpython.rlib.runicode_errors import (
    default_unicode_error_decode, default_unicode_error_encode)
from rpython.rlib.runicode_escape import (
    hexdigits, make_unicode_escape_function, raw_unicode_escape_helper,
    raw_unicode_escape_helper_unicode, str_decode_raw_unicode_escape, str_decode_unicode_escape,
    unicode_encode_raw_unicode_escape, unicode_encode_unicode_escape)
from rpython.rlib.runicode_utf7 import str_decode_utf_7, unicode_encode_utf_7
from rpython.rlib.runicode_wide import (
    BYTEORDER, BYTEORDER2, py3k_str_decode_utf_16, py3k_str_decode_utf_16_be,
    py3k_str_decode_utf_16_le, py3k_str_decode_utf_32, py3k_str_decode_utf_32_be,
    py3k_str_decode_utf_32_le, py3k_unicode_encode_utf_16, py3k_unicode_encode_utf_16_be,
    py3k_unicode_encode_utf_16_le, py3k_unicode_encode_utf_32, py3k_unicode_encode_utf_32_be,
    py3k_unicode_encode_utf_32_le, str_decode_unicode_internal, str_decode_utf_16,
    str_decode_utf_16_be, str_decode_utf_16_helper, str_decode_utf_16_le, str_decode_utf_32,
    str_decode_utf_32_be, str_decode_utf_32_helper, str_decode_utf_32_le,
    unicode_encode_unicode_internal, unicode_encode_utf_16, unicode_encode_utf_16_be,
    unicode_encode_utf_16_helper, unicode_encode_utf_16_le, unicode_encode_utf_32,
    unicode_encode_utf_32_be, unicode_encode_utf_32_helper, unicode_encode_utf_32_le)
from rpython.rlib.rstring import StringBuilder, UnicodeBuilder

MAXUNICODE = 0x10ffff
allow_surrogate_by_default = False

UNICHR = unichr
ORD = ord


def code_to_unichr(code):
    return unichr(code)


def is_narrow_host():
    return sys.maxunicode == 0xffff


# ---- UTF-8 ------------------------------------------------------------------

# How many bytes a character has whose first byte is 0x80 + index; 0 for no first byte.
_utf8_code_length = '\x00' * 0x42 + '\x02' * 30 + '\x03' * 16 + '\x04' * 5 + '\x00' * 11


def _is_second_byte(first, second, allow_surrogates):
    """Is it a continuation of that first byte? Some would make a character in more
    bytes than it needs, a surrogate, or one that is too large."""
    if second & 0xc0 != 0x80:
        return False
    if first == 0xe0:
        return second >= 0xa0
    if first == 0xed:
        return allow_surrogates or second < 0xa0
    if first == 0xf0:
        return second >= 0x90
    if first == 0xf4:
        return second < 0x90
    return True


def _valid_bytes(s, pos, size, width, allow_surrogates):
    """How many bytes from pos on are right for a character of `width` bytes."""
    if pos + 1 >= size or not _is_second_byte(ord(s[pos]), ord(s[pos + 1]), allow_surrogates):
        return 1
    valid = 2
    while valid < width and pos + valid < size and ord(s[pos + valid]) & 0xc0 == 0x80:
        valid += 1
    return valid


def _code_at(s, pos, width):
    code = ord(s[pos]) & (0x7f >> width)
    for i in range(1, width):
        code = code << 6 | ord(s[pos + i]) & 0x3f
    return code


def str_decode_utf_8_impl(s, size, errors, final, errorhandler, allow_surrogates):
    result = UnicodeBuilder(size)
    pos = 0
    while pos < size:
        first = ord(s[pos])
        if first < 0x80:
            result.append(unichr(first))
            pos += 1
            continue
        width = ord(_utf8_code_length[first - 0x80])
        if width == 0:
            text, pos = errorhandler(errors, 'utf8', 'invalid start byte', s, pos, pos + 1)
            result.append(text)
            continue
        valid = _valid_bytes(s, pos, size, width, allow_surrogates)
        if valid == width:
            result.append(unichr(_code_at(s, pos, width)))
            pos += width
            continue
        message = 'invalid continuation byte'
        if pos + valid == size:
            if not final:
                break
            message = 'unexpected end of data'
        text, pos = errorhandler(errors, 'utf8', message, s, pos, pos + valid)
        result.append(text)
    return result.build(), pos


@jit.elidable
def str_decode_utf_8(s, size, errors, final=False, errorhandler=None,
                     allow_surrogates=allow_surrogate_by_default):
    if errorhandler is None:
        errorhandler = default_unicode_error_decode
    return str_decode_utf_8_impl(s, size, errors, final, errorhandler, allow_surrogates)


def _append_utf8(result, code):
    if code < 0x80:
        result.append(chr(code))
        return
    if code < 0x800:
        result.append(chr(0xc0 | code >> 6))
    else:
        if code < 0x10000:
            result.append(chr(0xe0 | code >> 12))
        else:
            result.append(chr(0xf0 | code >> 18))
            result.append(chr(0x80 | (code >> 12) & 0x3f))
        result.append(chr(0x80 | (code >> 6) & 0x3f))
    result.append(chr(0x80 | code & 0x3f))


def _is_surrogate(code):
    return 0xd800 <= code <= 0xdfff


def _joined_pair(s, pos, size):
    """The character of a pair of surrogates at pos, or -1."""
    high = ord(s[pos])
    if high <= 0xdbff and pos + 1 < size:
        low = ord(s[pos + 1])
        if 0xdc00 <= low <= 0xdfff:
            return 0x10000 + ((high - 0xd800) << 10 | low - 0xdc00)
    return -1


def unicode_encode_utf_8_impl(s, size, errors, errorhandler, allow_surrogates=False):
    result = StringBuilder(size)
    pos = 0
    while pos < size:
        code = ord(s[pos])
        if not _is_surrogate(code):
            _append_utf8(result, code)
            pos += 1
        elif allow_surrogates:
            pair = _joined_pair(s, pos, size)
            if pair >= 0:
                code = pair
                pos += 1
            _append_utf8(result, code)
            pos += 1
        else:
            start = pos
            text, data, pos = errorhandler(errors, 'utf8', 'surrogates not allowed', s, start,
                                           start + 1)
            if data is not None:
                result.append(data)
                continue
            for c in text:
                if ord(c) >= 0x80:
                    errorhandler('strict', 'utf8', 'surrogates not allowed', s, start, start + 1)
                result.append(chr(ord(c) & 0x7f))
    return result.build()


@jit.elidable
def unicode_encode_utf_8(s, size, errors, errorhandler=None,
                         allow_surrogates=allow_surrogate_by_default):
    """With allow_surrogates a pair of surrogates counts as the character it stands
    for, and a single one is encoded in three bytes."""
    if errorhandler is None:
        errorhandler = default_unicode_error_encode
    return unicode_encode_utf_8_impl(s, size, errors, errorhandler, allow_surrogates)


def unicode_encode_utf8sp(s, size):
    """Each surrogate becomes three bytes, whether it is one of a pair or not."""
    result = StringBuilder(size)
    for i in range(size):
        _append_utf8(result, ord(s[i]))
    return result.build()


class SurrogateError(Exception):
    """`index` is the position behind the surrogate."""

    def __init__(self, char, index):
        self.char = char
        self.index = index


def unicode_encode_utf8_forbid_surrogates(s, size):
    result = StringBuilder(size)
    for i in range(size):
        code = ord(s[i])
        if _is_surrogate(code):
            raise SurrogateError(s[i], i + 1)
        _append_utf8(result, code)
    return result.build()


# ---- Latin-1 and ASCII ------------------------------------------------------

def str_decode_latin_1(s, size, errors, final=False, errorhandler=None):
    result = UnicodeBuilder(size)
    for i in range(size):
        result.append(unichr(ord(s[i])))
    return result.build(), size


def str_decode_ascii(s, size, errors, final=False, errorhandler=None):
    if errorhandler is None:
        errorhandler = default_unicode_error_decode
    result = UnicodeBuilder(size)
    pos = 0
    while pos < size:
        c = s[pos]
        if ord(c) < 0x80:
            result.append(unichr(ord(c)))
            pos += 1
        else:
            text, pos = errorhandler(errors, 'ascii', 'ordinal not in range(128)', s, pos, pos + 1)
            result.append(text)
    return result.build(), pos


@jit.elidable
def fast_str_decode_ascii(s):
    """ValueError if a character is not ASCII."""
    result = UnicodeBuilder(len(s))
    for c in s:
        if ord(c) >= 0x80:
            raise ValueError
        result.append(unichr(ord(c)))
    return result.build()


def unicode_encode_ucs1_helper(p, size, errors, errorhandler=None, limit=256):
    """Characters below the limit are bytes."""
    if errorhandler is None:
        errorhandler = default_unicode_error_encode
    encoding = 'latin-1' if limit == 256 else 'ascii'
    message = 'ordinal not in range(256)' if limit == 256 else 'ordinal not in range(128)'
    result = StringBuilder(size)
    pos = 0
    while pos < size:
        c = p[pos]
        if ord(c) < limit:
            result.append(chr(ord(c)))
            pos += 1
            continue
        start = pos
        end = pos + 1
        while end < size and ord(p[end]) >= limit:
            end += 1
        text, data, pos = errorhandler(errors, encoding, message, p, start, end)
        if data is not None:
            result.append(data)
            continue
        for c in text:
            if ord(c) >= limit:
                errorhandler('strict', encoding, message, p, start, end)
            result.append(chr(ord(c) & 0xff))
    return result.build()


def unicode_encode_latin_1(p, size, errors, errorhandler=None):
    return unicode_encode_ucs1_helper(p, size, errors, errorhandler, 256)


def unicode_encode_ascii(p, size, errors, errorhandler=None):
    return unicode_encode_ucs1_helper(p, size, errors, errorhandler, 128)


# ---- tables of characters ---------------------------------------------------

ERROR_CHAR = u'\ufffe'
_UNDEFINED = 'character maps to <undefined>'


@specialize.argtype(5)
def str_decode_charmap(s, size, errors, final=False, errorhandler=None, mapping=None):
    """`mapping` has get(character, default); without one it is Latin-1."""
    if mapping is None:
        return str_decode_latin_1(s, size, errors, final, errorhandler)
    if errorhandler is None:
        errorhandler = default_unicode_error_decode
    result = UnicodeBuilder(size)
    pos = 0
    while pos < size:
        text = mapping.get(s[pos], ERROR_CHAR)
        if text == ERROR_CHAR:
            replacement, pos = errorhandler(errors, 'charmap', _UNDEFINED, s, pos, pos + 1)
            result.append(replacement)
        else:
            result.append(text)
            pos += 1
    return result.build(), pos


@specialize.argtype(4)
def unicode_encode_charmap(s, size, errors, errorhandler=None, mapping=None):
    if mapping is None:
        return unicode_encode_latin_1(s, size, errors, errorhandler)
    if errorhandler is None:
        errorhandler = default_unicode_error_encode
    result = StringBuilder(size)
    pos = 0
    while pos < size:
        data = mapping.get(s[pos], '')
        if len(data) > 0:
            result.append(data)
            pos += 1
            continue
        start = pos
        end = pos + 1
        while end < size and len(mapping.get(s[end], '')) == 0:
            end += 1
        text, raw, pos = errorhandler(errors, 'charmap', _UNDEFINED, s, start, end)
        if raw is not None:
            result.append(raw)
            continue
        for c in text:
            data = mapping.get(c, '')
            if len(data) == 0:
                errorhandler('strict', 'charmap', _UNDEFINED, s, start, start + 1)
            result.append(data)
    return result.build()


# ---- digits -----------------------------------------------------------------

def unicode_encode_decimal(s, size, errors, errorhandler=None):
    """For conversions to numbers: white space becomes ' ', decimal digits of all
    scripts become ASCII, other characters of Latin-1 stay, except '\\0'."""
    from rpython.rlib.unicodedata import unicodedb_5_2_0 as database
    if errorhandler is None:
        errorhandler = default_unicode_error_encode
    message = 'invalid decimal Unicode string'
    result = StringBuilder(size)
    pos = 0
    while pos < size:
        data = _decimal_byte(database, ord(s[pos]))
        if data >= 0:
            result.append(chr(data))
            pos += 1
            continue
        start = pos
        end = pos + 1
        while end < size and _decimal_byte(database, ord(s[end])) < 0:
            end += 1
        text, raw, pos = errorhandler(errors, 'decimal', message, s, start, end)
        if raw is not None:
            result.append(raw)
            continue
        for c in text:
            data = _decimal_byte(database, ord(c))
            if data < 0:
                errorhandler('strict', 'decimal', message, s, start, end)
            result.append(chr(data & 0xff))
    return result.build()


def _decimal_byte(database, code):
    """The byte for a character, or -1."""
    if database.isspace(code):
        return 32
    if database.isdecimal(code):
        return 48 + database.decimal(code)
    if 0 < code < 256:
        return code
    return -1
