"""UTF-16, UTF-32 and unicode_internal: encodings of two or four bytes.

`byteorder` is 'big', 'little', or 'native': then a byte order mark may tell, and
encoding writes one. Decoding gives the order as a third result: -1 little, 1 big, 0
for the machine's.
"""
from rpython.rlib.runicode_errors import (
    default_unicode_error_decode, default_unicode_error_encode)
from rpython.rlib.rstring import StringBuilder, UnicodeBuilder

BYTEORDER = 'little'
BYTEORDER2 = 'le'


def _unit(s, pos, width, big):
    """The number of the bytes from pos on."""
    value = 0
    for i in range(width):
        value = value << 8 | ord(s[pos + (i if big else width - 1 - i)])
    return value


def _append_unit(result, value, width, big):
    for i in range(width):
        shift = 8 * (width - 1 - i if big else i)
        result.append(chr((value >> shift) & 0xff))


def _order(s, size, byteorder, width):
    """The order, and how many bytes its mark takes."""
    if byteorder == 'little':
        return -1, 0
    if byteorder != 'native':
        return 1, 0
    if size >= width:
        if _unit(s, 0, width, False) == 0xfeff:
            return -1, width
        if _unit(s, 0, width, True) == 0xfeff:
            return 1, width
    return 0, 0


# ---- UTF-16 -----------------------------------------------------------------

def str_decode_utf_16_helper(s, size, errors, final=True, errorhandler=None, byteorder='native',
                             public_encoding_name='utf16'):
    if errorhandler is None:
        errorhandler = default_unicode_error_decode
    order, pos = _order(s, size, byteorder, 2)
    big = order == 1
    result = UnicodeBuilder(size // 2)
    while pos < size:
        start = pos
        end = pos + 2
        message = 'truncated data'
        if size - pos >= 2:
            code = _unit(s, pos, 2, big)
            pos += 2
            if code < 0xd800 or code > 0xdfff:
                result.append(unichr(code))
                continue
            if size - pos >= 2:
                if code <= 0xdbff:
                    low = _unit(s, pos, 2, big)
                    if 0xdc00 <= low <= 0xdfff:
                        result.append(unichr(0x10000 + ((code & 0x3ff) << 10 | low & 0x3ff)))
                        pos += 2
                        continue
                    message = 'illegal UTF-16 surrogate'
                else:
                    message = 'illegal encoding'
            else:
                message = 'unexpected end of data'
                end = size
        else:
            end = size
        if end == size and message[0] != 'i' and not final:
            pos = start
            break
        text, pos = errorhandler(errors, public_encoding_name, message, s, start, end)
        result.append(text)
    return result.build(), pos, order


def unicode_encode_utf_16_helper(s, size, errors, errorhandler=None, allow_surrogates=True,
                                 byteorder='little', public_encoding_name='utf16'):
    if errorhandler is None:
        errorhandler = default_unicode_error_encode
    big = byteorder == 'big'
    result = StringBuilder(size * 2 + 2)
    if byteorder == 'native':
        _append_unit(result, 0xfeff, 2, big)
    pos = 0
    while pos < size:
        code = ord(s[pos])
        if code >= 0x10000:
            _append_unit(result, 0xd800 | (code - 0x10000) >> 10, 2, big)
            _append_unit(result, 0xdc00 | (code - 0x10000) & 0x3ff, 2, big)
            pos += 1
        elif allow_surrogates or not 0xd800 <= code <= 0xdfff:
            _append_unit(result, code, 2, big)
            pos += 1
        else:
            pos = _encode_surrogate(result, s, pos, errors, errorhandler, 2, big,
                                    public_encoding_name)
    return result.build()


def _encode_surrogate(result, s, start, errors, errorhandler, width, big, encoding):
    message = 'surrogates not allowed'
    text, data, pos = errorhandler(errors, encoding, message, s, start, start + 1)
    if data is not None:
        if len(data) % width != 0:
            errorhandler('strict', encoding, message, s, start, start + 1)
        result.append(data)
        return pos
    for c in text:
        if 0xd800 <= ord(c) <= 0xdfff:
            errorhandler('strict', encoding, message, s, start, start + 1)
        _append_unit(result, ord(c), width, big)
    return pos


# ---- UTF-32 -----------------------------------------------------------------

def str_decode_utf_32_helper(s, size, errors, final=True, errorhandler=None, byteorder='native',
                             public_encoding_name='utf32', allow_surrogates=True):
    if errorhandler is None:
        errorhandler = default_unicode_error_decode
    order, pos = _order(s, size, byteorder, 4)
    big = order == 1
    result = UnicodeBuilder(size // 4)
    while pos < size:
        end = pos + 4
        if size - pos < 4:
            if not final:
                break
            message = 'truncated data'
            end = size
        else:
            code = _unit(s, pos, 4, big)
            if code > 0x10ffff:
                message = 'codepoint not in range(0x110000)'
                end = size
            elif 0xd800 <= code <= 0xdfff and not allow_surrogates:
                message = 'code point in surrogate code point range(0xd800, 0xe000)'
            else:
                result.append(unichr(code))
                pos += 4
                continue
        text, pos = errorhandler(errors, public_encoding_name, message, s, pos, end)
        result.append(text)
    return result.build(), pos, order


def unicode_encode_utf_32_helper(s, size, errors, errorhandler=None, allow_surrogates=True,
                                 byteorder='little', public_encoding_name='utf32'):
    if errorhandler is None:
        errorhandler = default_unicode_error_encode
    big = byteorder == 'big'
    result = StringBuilder(size * 4 + 4)
    if byteorder == 'native':
        _append_unit(result, 0xfeff, 4, big)
    pos = 0
    while pos < size:
        code = ord(s[pos])
        if allow_surrogates or not 0xd800 <= code <= 0xdfff:
            _append_unit(result, code, 4, big)
            pos += 1
        else:
            pos = _encode_surrogate(result, s, pos, errors, errorhandler, 4, big,
                                    public_encoding_name)
    return result.build()


# ---- the functions by name --------------------------------------------------

def _decoder16(byteorder, encoding='utf16'):
    def decode(s, size, errors, final=True, errorhandler=None):
        text, length, _ = str_decode_utf_16_helper(s, size, errors, final, errorhandler,
                                                   byteorder, encoding)
        return text, length
    return decode


def _decoder32(byteorder, encoding='utf32', allow_surrogates=True):
    def decode(s, size, errors, final=True, errorhandler=None):
        text, length, _ = str_decode_utf_32_helper(s, size, errors, final, errorhandler,
                                                   byteorder, encoding, allow_surrogates)
        return text, length
    return decode


def _encoder(helper, byteorder, encoding, allow_surrogates=True):
    def encode(s, size, errors, errorhandler=None, allow_surrogates=allow_surrogates):
        return helper(s, size, errors, errorhandler, allow_surrogates, byteorder, encoding)
    return encode

str_decode_utf_16 = _decoder16('native')
str_decode_utf_16_be = _decoder16('big')
str_decode_utf_16_le = _decoder16('little')
py3k_str_decode_utf_16 = _decoder16('native', 'utf-16-' + BYTEORDER2)
py3k_str_decode_utf_16_be = _decoder16('big', 'utf-16-be')
py3k_str_decode_utf_16_le = _decoder16('little', 'utf-16-le')
str_decode_utf_32 = _decoder32('native')
str_decode_utf_32_be = _decoder32('big')
str_decode_utf_32_le = _decoder32('little')
py3k_str_decode_utf_32 = _decoder32('native', 'utf-32-' + BYTEORDER2, False)
py3k_str_decode_utf_32_be = _decoder32('big', 'utf-32-be', False)
py3k_str_decode_utf_32_le = _decoder32('little', 'utf-32-le', False)

unicode_encode_utf_16 = _encoder(unicode_encode_utf_16_helper, 'native', 'utf16')
unicode_encode_utf_16_be = _encoder(unicode_encode_utf_16_helper, 'big', 'utf16')
unicode_encode_utf_16_le = _encoder(unicode_encode_utf_16_helper, 'little', 'utf16')
py3k_unicode_encode_utf_16 = _encoder(
    unicode_encode_utf_16_helper, 'native', 'utf-16-' + BYTEORDER2, False)
py3k_unicode_encode_utf_16_be = _encoder(unicode_encode_utf_16_helper, 'big', 'utf-16-be', False)
py3k_unicode_encode_utf_16_le = _encoder(
    unicode_encode_utf_16_helper, 'little', 'utf-16-le', False)
unicode_encode_utf_32 = _encoder(unicode_encode_utf_32_helper, 'native', 'utf32')
unicode_encode_utf_32_be = _encoder(unicode_encode_utf_32_helper, 'big', 'utf32')
unicode_encode_utf_32_le = _encoder(unicode_encode_utf_32_helper, 'little', 'utf32')
py3k_unicode_encode_utf_32 = _encoder(
    unicode_encode_utf_32_helper, 'native', 'utf-32-' + BYTEORDER2, False)
py3k_unicode_encode_utf_32_be = _encoder(unicode_encode_utf_32_helper, 'big', 'utf-32-be', False)
py3k_unicode_encode_utf_32_le = _encoder(
    unicode_encode_utf_32_helper, 'little', 'utf-32-le', False)


# ---- unicode_internal -------------------------------------------------------

def str_decode_unicode_internal(s, size, errors, final=False, errorhandler=None):
    if errorhandler is None:
        errorhandler = default_unicode_error_decode
    result = UnicodeBuilder(size // 4)
    pos = 0
    while pos < size:
        end = pos + 4
        if end > size:
            message = 'truncated input'
            end = size
        else:
            code = _unit(s, pos, 4, False)
            if code <= 0x10ffff:
                result.append(unichr(code))
                pos = end
                continue
            message = 'unichr(%d) not in range' % code
        text, pos = errorhandler(errors, 'unicode_internal', message, s, pos, end)
        result.append(text)
    return result.build(), pos


def unicode_encode_unicode_internal(s, size, errors, errorhandler=None):
    result = StringBuilder(size * 4)
    for i in range(size):
        _append_unit(result, ord(s[i]), 4, False)
    return result.build()
