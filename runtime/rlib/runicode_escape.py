"""The encodings unicode_escape and raw_unicode_escape: characters as Python's
literals write them."""
from rpython.rlib import jit
from rpython.rlib.objectmodel import specialize
from rpython.rlib.runicode_errors import default_unicode_error_decode
from rpython.rlib.rstring import StringBuilder, UnicodeBuilder

hexdigits = '0123456789ABCDEFabcdef'


# ---- decoding ---------------------------------------------------------------

def _hex_value(c):
    index = hexdigits.find(c)
    if index >= 16:
        index -= 6
    return index


def hexescape(builder, s, pos, digits, encoding, errorhandler, message, errors):
    """Appends the character of `digits` hexadecimal digits at pos, two behind the
    backslash; the position behind them."""
    code = 0
    end = pos
    while end < pos + digits and end < len(s) and _hex_value(s[end]) >= 0:
        code = code << 4 | _hex_value(s[end])
        end += 1
    if end == pos + digits:
        if code <= 0x10ffff:
            builder.append(unichr(code))
            return end
        message = 'illegal Unicode character'
    text, pos = errorhandler(errors, encoding, message, s, pos - 2, end)
    builder.append(text)
    return pos


_SIMPLE = {'\\': u'\\', "'": u"'", '"': u'"', 'b': u'\b', 'f': u'\f', 't': u'\t', 'n': u'\n',
           'r': u'\r', 'v': u'\v', 'a': u'\a', '\n': u''}


def _octal(builder, s, pos, size):
    code = 0
    end = pos
    while end < size and end < pos + 3 and '0' <= s[end] <= '7':
        code = code << 3 | ord(s[end]) - ord('0')
        end += 1
    builder.append(unichr(code))
    return end


def _named(builder, s, pos, size, errors, errorhandler, unicodedata_handler):
    """\\N{name}; pos is behind the N. The handler's call(name) gives the character's
    number or -1."""
    end = pos
    message = 'malformed \\N character escape'
    if pos < size and s[pos] == '{':
        assert pos >= 0
        assert size >= 0
        end = s.find('}', pos, size)
        if end >= 0:
            start = pos + 1
            code = unicodedata_handler.call(s[start:end])
            if code >= 0:
                builder.append(unichr(code))
                return end + 1
            message = 'unknown Unicode character name'
        else:
            end = size
        end += 1
    else:
        end = pos + 1
    text, pos = errorhandler(errors, 'unicodeescape', message, s, pos - 1, end)
    builder.append(text)
    return pos


@specialize.argtype(5)
def str_decode_unicode_escape(s, size, errors, final=False, errorhandler=None,
                              unicodedata_handler=None):
    if errorhandler is None:
        errorhandler = default_unicode_error_decode
    builder = UnicodeBuilder(size)
    pos = 0
    while pos < size:
        c = s[pos]
        pos += 1
        if c != '\\':
            builder.append(unichr(ord(c)))
            continue
        if pos == size:
            text, pos = errorhandler(errors, 'unicodeescape', '\\ at end of string', s, pos - 1,
                                     size)
            builder.append(text)
            continue
        c = s[pos]
        pos += 1
        if c in _SIMPLE:
            builder.append(_SIMPLE[c])
        elif '0' <= c <= '7':
            pos = _octal(builder, s, pos - 1, size)
        elif c == 'x':
            pos = hexescape(builder, s, pos, 2, 'unicodeescape', errorhandler,
                            'truncated \\xXX escape', errors)
        elif c == 'u':
            pos = hexescape(builder, s, pos, 4, 'unicodeescape', errorhandler,
                            'truncated \\uXXXX escape', errors)
        elif c == 'U':
            pos = hexescape(builder, s, pos, 8, 'unicodeescape', errorhandler,
                            'truncated \\UXXXXXXXX escape', errors)
        elif c == 'N' and unicodedata_handler is not None:
            pos = _named(builder, s, pos, size, errors, errorhandler, unicodedata_handler)
        else:
            builder.append(u'\\')
            builder.append(unichr(ord(c)))
    return builder.build(), pos


def str_decode_raw_unicode_escape(s, size, errors, final=False, errorhandler=None):
    """Only \\uXXXX and \\UXXXXXXXX behind an odd number of backslashes mean
    something."""
    if errorhandler is None:
        errorhandler = default_unicode_error_decode
    builder = UnicodeBuilder(size)
    pos = 0
    while pos < size:
        if s[pos] != '\\':
            builder.append(unichr(ord(s[pos])))
            pos += 1
            continue
        start = pos
        while pos < size and s[pos] == '\\':
            pos += 1
        count = pos - start
        if count % 2 == 1 and pos < size and (s[pos] == 'u' or s[pos] == 'U'):
            for _ in range(count - 1):
                builder.append(u'\\')
            digits = 4 if s[pos] == 'u' else 8
            pos = hexescape(builder, s, pos + 1, digits, 'rawunicodeescape', errorhandler,
                            'truncated \\uXXXX', errors)
        else:
            for _ in range(count):
                builder.append(u'\\')
    return builder.build(), pos


# ---- encoding ---------------------------------------------------------------

def make_unicode_escape_function(pass_printable=False, unicode_output=False, quotes=False,
                                 prefix=None):
    """(function that escapes a text, function that appends one escaped character).
    quotes: as in a literal, with `prefix` before it; pass_printable: only what is not
    printable is escaped; unicode_output: the result is a unicode."""
    if unicode_output:
        Builder, TEXT, CHAR = UnicodeBuilder, unicode, unichr
    else:
        Builder, TEXT, CHAR = StringBuilder, str, chr
    if pass_printable:
        from rpython.rlib.unicodedata.unicodedb_13_0_0 import isprintable
    else:
        def isprintable(code):
            return 32 <= code < 0x7f
    DIGITS = TEXT('0123456789abcdef')
    BACKSLASH = TEXT('\\')
    opening = TEXT(prefix or '')

    def char_escape_helper(result, char):
        result.append(BACKSLASH)
        if char >= 0x10000 or char < 0:
            result.append(TEXT('U'))
            digits = 8
        elif char >= 0x100:
            result.append(TEXT('u'))
            digits = 4
        else:
            result.append(TEXT('x'))
            digits = 2
        for i in range(digits - 1, -1, -1):
            result.append(DIGITS[(char >> (4 * i)) & 0x0f])

    @jit.elidable
    def escape(s, size):
        result = Builder(size)
        quote = 0
        if quotes:
            quote = 0x27
            if s.find(u"'") >= 0 and s.find(u'"') < 0:
                quote = 0x22
            result.append(opening)
            result.append(CHAR(quote))
        for i in range(size):
            code = ord(s[i])
            if code == 0x5c or (quotes and code == quote):
                result.append(BACKSLASH)
                result.append(CHAR(code))
            elif code == 9:
                result.append(TEXT('\\t'))
            elif code == 10:
                result.append(TEXT('\\n'))
            elif code == 13:
                result.append(TEXT('\\r'))
            elif isprintable(code):
                result.append(CHAR(code))
            else:
                char_escape_helper(result, code)
        if quotes:
            result.append(CHAR(quote))
        return result.build()

    def unicode_escape(s, size, errors, errorhandler=None):
        return escape(s, size)

    return unicode_escape, char_escape_helper

unicode_encode_unicode_escape, raw_unicode_escape_helper = make_unicode_escape_function()
_, raw_unicode_escape_helper_unicode = make_unicode_escape_function(unicode_output=True)


def unicode_encode_raw_unicode_escape(s, size, errors, errorhandler=None):
    result = StringBuilder(size)
    for i in range(size):
        code = ord(s[i])
        if code < 0x100:
            result.append(chr(code))
        else:
            raw_unicode_escape_helper(result, code)
    return result.build()
