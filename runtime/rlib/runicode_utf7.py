"""UTF-7 (RFC 2152): ASCII, and between '+' and '-' UTF-16 in base 64."""
from rpython.rlib.runicode_errors import default_unicode_error_decode
from rpython.rlib.rstring import StringBuilder, UnicodeBuilder

_BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
# Characters that are written as they are: the sets D and O of the RFC, white space.
_DIRECT = ("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'(),-./:?"
           "!\"#$%&*;<=>@[]^_`{|} \t\n\r")


def _value_of(c):
    """The value of a digit in base 64, or -1."""
    return _BASE64.find(c)


class _Section(object):
    """The state inside of '+...-' while decoding."""

    def __init__(self):
        self.bits = 0           # how many bits of `buffer` wait
        self.buffer = 0
        self.high = 0           # a high surrogate that waits for its partner

    def add(self, value, result):
        self.buffer = self.buffer << 6 | value
        self.bits += 6
        if self.bits < 16:
            return
        self.bits -= 16
        unit = self.buffer >> self.bits
        self.buffer &= (1 << self.bits) - 1
        if self.high:
            high = self.high
            self.high = 0
            if 0xdc00 <= unit <= 0xdfff:
                result.append(unichr(0x10000 + ((high & 0x3ff) << 10 | unit & 0x3ff)))
                return
            result.append(unichr(high))
        if 0xd800 <= unit <= 0xdbff:
            self.high = unit
        else:
            result.append(unichr(unit))

    def is_incomplete(self):
        return self.high != 0 or self.bits >= 6 or self.buffer != 0


def str_decode_utf_7(s, size, errors, final=False, errorhandler=None):
    if errorhandler is None:
        errorhandler = default_unicode_error_decode
    result = UnicodeBuilder(size)
    section = None
    section_start = 0           # in s
    length_before = 0           # of the result
    pos = 0
    while pos < size:
        c = s[pos]
        if section is not None:
            value = _value_of(c)
            if value >= 0:
                section.add(value, result)
                pos += 1
                continue
            ended = section
            section = None
            message = ''
            if ended.bits >= 6:
                message = 'partial character in shift sequence'
            elif ended.bits > 0 and ended.buffer != 0:
                message = 'non-zero padding bits in shift sequence'
            if message:
                text, pos = errorhandler(errors, 'utf7', message, s, pos, pos + 1)
                result.append(text)
                continue
            if ended.high and ord(c) < 0x80 and c != '+':
                result.append(unichr(ended.high))
            if c == '-':
                pos += 1
        elif c == '+':
            if pos + 1 < size and s[pos + 1] == '-':
                result.append(u'+')
                pos += 2
            else:
                section = _Section()
                section_start = pos
                length_before = result.getlength()
                pos += 1
        elif ord(c) < 0x80:
            result.append(unichr(ord(c)))
            pos += 1
        else:
            text, pos = errorhandler(errors, 'utf7', 'unexpected special character', s, pos,
                                     pos + 1)
            result.append(text)
    if section is not None:
        if not final:           # the section comes again with the rest
            assert length_before >= 0
            return result.build()[:length_before], section_start
        if section.is_incomplete():
            text, pos = errorhandler(errors, 'utf7', 'unterminated shift sequence', s,
                                     length_before, pos)
            result.append(text)
    return result.build(), pos


class _SectionWriter(object):
    def __init__(self, result):
        self.result = result
        self.bits = 0
        self.buffer = 0

    def add_unit(self, unit):
        self.buffer = (self.buffer << 16 | unit) & 0xffffff
        self.bits += 16
        while self.bits >= 6:
            self.bits -= 6
            self.result.append(_BASE64[(self.buffer >> self.bits) & 0x3f])

    def add(self, code):
        if code >= 0x10000:
            self.add_unit(0xd800 | (code - 0x10000) >> 10)
            code = 0xdc00 | (code - 0x10000) & 0x3ff
        self.add_unit(code)

    def finish(self):
        if self.bits:
            self.result.append(_BASE64[(self.buffer << (6 - self.bits)) & 0x3f])


def _is_direct(code):
    return 0 < code < 0x80 and _DIRECT.find(chr(code)) >= 0


def unicode_encode_utf_7(s, size, errors, errorhandler=None):
    result = StringBuilder(size)
    section = None
    for i in range(size):
        code = ord(s[i])
        if not _is_direct(code) and not (section is None and code == 0x2b):
            if section is None:
                result.append('+')
                section = _SectionWriter(result)
            section.add(code)
            continue
        if section is not None:
            section.finish()
            section = None
            # Other characters than digits of base 64 end the section by themselves.
            if code == 0x2d or _value_of(chr(code)) >= 0:
                result.append('-')
        if code == 0x2b:
            result.append('+-')
        else:
            result.append(chr(code))
    if section is not None:
        section.finish()
        result.append('-')
    return result.build()
