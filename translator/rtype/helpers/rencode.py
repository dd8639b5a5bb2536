"""Byte strings to unicode strings and back: ASCII, Latin-1, UTF-8; strict."""
from __tw_lltype__ import malloc, STR, UNICODE


def ll_str2unicode(s):
    """ASCII only: UnicodeDecodeError otherwise."""
    length = len(s.chars)
    result = malloc(UNICODE, length)
    i = 0
    while i < length:
        c = ord(s.chars[i])
        if c > 127:
            raise UnicodeDecodeError
        result.chars[i] = unichr(c)
        i += 1
    return result


def ll_unicode2str(u):
    """ASCII only: UnicodeEncodeError otherwise."""
    length = len(u.chars)
    result = malloc(STR, length)
    i = 0
    while i < length:
        c = ord(u.chars[i])
        if c > 127:
            raise UnicodeEncodeError
        result.chars[i] = chr(c)
        i += 1
    return result


def ll_latin1_to_unicode(s):
    length = len(s.chars)
    result = malloc(UNICODE, length)
    i = 0
    while i < length:
        result.chars[i] = unichr(ord(s.chars[i]))
        i += 1
    return result


def ll_unicode_to_latin1(u):
    length = len(u.chars)
    result = malloc(STR, length)
    i = 0
    while i < length:
        c = ord(u.chars[i])
        if c > 255:
            raise UnicodeEncodeError
        result.chars[i] = chr(c)
        i += 1
    return result


def ll_unicode_to_utf8(u):
    length = len(u.chars)
    size = 0
    i = 0
    while i < length:
        size += _utf8_size(ord(u.chars[i]))
        i += 1
    result = malloc(STR, size)
    to = 0
    i = 0
    while i < length:
        c = ord(u.chars[i])
        count = _utf8_size(c)
        if count == 1:
            result.chars[to] = chr(c)
        else:
            shift = 6 * (count - 1)
            result.chars[to] = chr((0xf0 << (4 - count) & 0xff) | (c >> shift))
            j = 1
            while j < count:
                shift -= 6
                result.chars[to + j] = chr(0x80 | ((c >> shift) & 0x3f))
                j += 1
        to += count
        i += 1
    return result


def _utf8_size(c):
    if c < 0x80:
        return 1
    if c < 0x800:
        return 2
    if c < 0x10000:
        return 3
    return 4


def ll_utf8_to_unicode(s):
    """Strict: UnicodeDecodeError on anything but well-formed UTF-8."""
    size = len(s.chars)
    length = 0
    i = 0
    while i < size:
        i += _utf8_sequence(s, i)
        length += 1
    result = malloc(UNICODE, length)
    to = 0
    i = 0
    while i < size:
        count = _utf8_sequence(s, i)
        c = ord(s.chars[i])
        if count > 1:
            c &= 0x7f >> count
            j = 1
            while j < count:
                c = (c << 6) | (ord(s.chars[i + j]) & 0x3f)
                j += 1
        result.chars[to] = unichr(c)
        to += 1
        i += count
    return result


def _utf8_sequence(s, i):
    """The length of the well-formed sequence at i."""
    c = ord(s.chars[i])
    if c < 0x80:
        return 1
    if c < 0xc2 or c > 0xf4:
        raise UnicodeDecodeError
    count = 4
    if c < 0xe0:
        count = 2
    elif c < 0xf0:
        count = 3
    if i + count > len(s.chars):
        raise UnicodeDecodeError
    j = 1
    while j < count:
        if ord(s.chars[i + j]) & 0xc0 != 0x80:
            raise UnicodeDecodeError
        j += 1
    second = ord(s.chars[i + 1])
    if c == 0xe0 and second < 0xa0 or c == 0xf0 and second < 0x90 or c == 0xf4 and second > 0x8f:
        raise UnicodeDecodeError
    return count
