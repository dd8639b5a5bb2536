# rutf8.make_utf8_escape_function in its forms; UTF-32 with units that are no code points.
from rpython.rlib import runicode
from rpython.rlib.rutf8 import make_utf8_escape_function
from rpython.rlib.unicodedata import unicodedb_11_0_0

plain = make_utf8_escape_function()
quoted = make_utf8_escape_function(quotes=True, prefix='u')
printable = make_utf8_escape_function(pass_printable=True, quotes=True,
                                      unicodedb=unicodedb_11_0_0)


def replaced(errors, encoding, message, s, start, end):
    return u'<' + unicode(str(start)) + u'-' + unicode(str(end)) + u'>', end


def entry_point(argv):
    n = len(argv)
    for text in ["abc" * n, "a\n\t\r\\", "it's", "it's \"so\"", "h\xc3\xa9\xe2\x82\xac", "",
                 "\xf0\x9f\x98\x80\x7f\x00", "\xc2\xad\xe2\x80\xa8x"]:
        print plain(text), quoted(text), printable(text)
    for data in ["\x00\x00\x00a\xff\x00\x00\x00\x00\x00\x00b", "\x00\x00\x00a\x00\x00"]:
        text, used = runicode.str_decode_utf_32_be(data * n, len(data), "strict", True, replaced)
        print text.encode('utf-8'), used
    return 0


def target(driver, args):
    return entry_point, None
