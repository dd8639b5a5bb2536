# runicode: decoders and encoders of all kinds, errors with each handler, partial input.
from rpython.rlib import runicode


def hexs(s):
    return "".join(["%02x" % ord(c) for c in s])


def hexu(u):
    return " ".join(["%x" % ord(c) for c in u])


class Names(object):
    def call(self, name):
        if name == "SNOWMAN":
            return 0x2603
        return -1


def handler(errors, encoding, message, s, start, end):
    print "{%s %s: %s %d-%d}" % (errors, encoding, message, start, end),
    return u"<?>", end


def encode_handler(errors, encoding, message, u, start, end):
    print "{%s %s: %s %d-%d}" % (errors, encoding, message, start, end),
    return u"!?", None, end


UTF8 = ["", "abc", "\xc3\xa9", "\xe2\x82\xac", "\xf0\x9f\x98\x80", "\x80", "a\xffb", "\xc3", "\xc3(", "\xe2\x82",
        "\xe2\x28\xa1", "\xe2\x82\x28", "\xed\xa0\x80", "\xf0\x9f\x98", "\xf0\x28\x8c\xbc", "\xf0\x90\x28\xbc",
        "\xf4\x90\x80\x80", "\xc0\x80", "\xe0\x80\x80", "ok\xe2\x82ok", "\xf5\x80"]


def decode8(s, errors, final):
    try:
        u, n = runicode.str_decode_utf_8(s, len(s), errors, final)
        return "%s /%d" % (hexu(u), n)
    except UnicodeDecodeError:
        return "error"


def entry_point(argv):
    for s in UTF8:
        print hexs(s), "|", decode8(s, "strict", True), "|", decode8(s, "replace", True), "|", decode8(s, "ignore", True), "|", decode8(s, "replace", False),
        u, n = runicode.str_decode_utf_8(s, len(s), "mine", True, handler)
        print hexu(u), n
    u, n = runicode.str_decode_utf_8("\xed\xa0\x80", 3, "strict", True, allow_surrogates=True)
    print hexu(u)
    text = u"a\u00e9\u20ac\U0001f600\x00"
    n = len(text)
    print hexs(runicode.unicode_encode_utf_8(text, n, "strict"))
    print hexs(runicode.unicode_encode_utf_16(text, n, "strict")), hexs(runicode.unicode_encode_utf_16_be(text, n, "strict")), hexs(runicode.unicode_encode_utf_16_le(text, n, "strict"))
    print hexs(runicode.unicode_encode_utf_32(text, n, "strict")), hexs(runicode.unicode_encode_utf_32_be(text, n, "strict")), hexs(runicode.unicode_encode_utf_32_le(text, n, "strict"))
    print hexs(runicode.unicode_encode_utf_7(text, n, "strict"))
    print runicode.unicode_encode_unicode_escape(text, n, "strict"), runicode.unicode_encode_raw_unicode_escape(u"a\u20ac\\", 3, "strict")
    print hexs(runicode.unicode_encode_latin_1(text, n, "replace")), hexs(runicode.unicode_encode_ascii(text, n, "ignore"))
    print hexs(runicode.unicode_encode_latin_1(text, n, "mine", encode_handler)), hexs(runicode.unicode_encode_ascii(text, n, "mine", encode_handler))
    try:
        runicode.unicode_encode_ascii(text, n, "strict")
    except UnicodeEncodeError:
        print "UnicodeEncodeError"
    surrogates = runicode.str_decode_utf_16_le("a\x00\x00\xd8b\x00", 6, "replace")[0]
    print hexu(surrogates)
    for s in ["", "\xff\xfea\x00", "\xfe\xff\x00a", "a\x00b\x00", "\x3d\xd8\x00\xde", "\x00\xd8", "\x00\xdca\x00", "a\x00b", "\x00\xd8a\x00"]:
        u, n, bo = runicode.str_decode_utf_16_helper(s, len(s), "mine", True, handler, "native")
        print hexu(u), n, bo,
        u, n = runicode.str_decode_utf_16_be(s, len(s), "replace", False)
        print hexu(u), n
    for s in ["", "\xff\xfe\x00\x00a\x00\x00\x00", "\x00\x00\xfe\xff\x00\x00\x00a", "a\x00\x00\x00", "a\x00\x00", "\x00\x00\x11\x00"]:
        u, n, bo = runicode.str_decode_utf_32_helper(s, len(s), "mine", True, handler, "native")
        print hexu(u), n, bo
    for s in ["", "abc", "+-", "+AGE-", "a+2D3eAA-b", "+AGEAYg", "+!", "+AGE!x", "\xff", "+AA-", "+A", "x+AGE"]:
        u, n = runicode.str_decode_utf_7(s, len(s), "mine", True, handler)
        print hexu(u), n,
        u, n = runicode.str_decode_utf_7(s, len(s), "replace", False)
        print hexu(u), n
    print hexs(runicode.unicode_encode_utf_7(u"+a\u20ac-b\u20acc!\\~", 10, "strict"))
    for s in ["", "abc", "\\n\\t\\\\", "\\x41\\u20ac\\U0001f600", "\\101\\7x", "\\q", "\\", "\\x4", "\\xzz", "\\u12", "\\U00110000", "\\N{SNOWMAN}", "\\N{NOPE}", "\\N{", "\\N"]:
        u, n = runicode.str_decode_unicode_escape(s, len(s), "mine", True, handler, Names())
        print hexu(u), n
    for s in ["", "abc\\n", "\\u0041", "\\\\u0041", "\\\\\\u0041", "\\", "\\u12", "\\U0001f600"]:
        u, n = runicode.str_decode_raw_unicode_escape(s, len(s), "mine", True, handler)
        print hexu(u), n
    for s in ["abc", "a\xe9"]:
        u, n = runicode.str_decode_ascii(s, len(s), "mine", True, handler)
        print hexu(u), n, hexu(runicode.str_decode_latin_1(s, len(s), "strict")[0])
    table = {"a": u"\u0391", "b": u"\u0392"}
    u, n = runicode.str_decode_charmap("abc", 3, "mine", True, handler, table)
    print hexu(u), n
    back = {u"\u0391": "a", u"!": "?", u"?": "q"}
    print runicode.unicode_encode_charmap(u"\u0391x\u0391", 3, "mine", encode_handler, back)
    print runicode.unicode_encode_decimal(u" 1\u0662\u06f3\u3000z", 6, "strict")
    print hexu(runicode.code_to_unichr(0x1f600) + u"x"), runicode.ORD(runicode.UNICHR(65))
    print hexs(runicode._utf8_code_length[0x60:0x64])
    try:
        runicode.unicode_encode_utf8_forbid_surrogates(u"ab" + unichr(0xd800), 3)
    except runicode.SurrogateError as e:
        print e.index
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
