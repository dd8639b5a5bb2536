# rutf8: all functions on valid and broken texts, builders, iterators, index storage.
from rpython.rlib import rutf8
from rpython.rlib.rstring import StringBuilder

TEXT = "a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80 z\xe3\x80\x80\xc2\x85end"


def hexs(s):
    return "".join(["%02x" % ord(c) for c in s])


def check(s, surrogates):
    try:
        return rutf8.check_utf8(s, surrogates)
    except rutf8.CheckError as e:
        return -1 - e.pos


def entry_point(argv):
    n = rutf8.codepoints_in_utf8(TEXT)
    print len(TEXT), n, rutf8.get_utf8_length(TEXT), rutf8.codepoints_in_utf8(TEXT, 1, 6), rutf8.get_utf8_length(TEXT, 3, 10)
    pos = 0
    while pos < len(TEXT):
        print pos, rutf8.codepoint_at_pos(TEXT, pos), int(rutf8.isspace(TEXT, pos)), int(rutf8.islinebreak(TEXT, pos)),
        pos = rutf8.next_codepoint_pos(TEXT, pos)
    print
    pos = len(TEXT)
    while pos > 0:
        print rutf8.codepoint_before_pos(TEXT, pos),
        pos = rutf8.prev_codepoint_pos(TEXT, pos)
    print
    for s in ["", "abc", "\xed\xa0\x80", "\xed\xb0\x80x", "\xc3\xa9\xff", "\xf4\x8f\xbf\xbf", "\xe0\x9f\xbf", "\xf0\x8f\xbf\xbf", "ab\xe2\x82", "\xc3\x28", "\xf1\x80\x80"]:
        print hexs(s), check(s, True), check(s, False),
        try:
            rutf8.check_ascii(s)
            print "ascii", rutf8.first_non_ascii_char(s)
        except rutf8.CheckError as e:
            print "pos", e.pos, rutf8.first_non_ascii_char(s)
    for s in ["abc", "\xed\xa0\x80", "x\xed\xbf\xbfy", "\xed\xa0\xbd\xed\xb8\x80"]:
        print int(rutf8.has_surrogates(s)), int(rutf8.surrogate_in_utf8(s)), hexs(rutf8.reencode_utf8_with_surrogates(s))
    st = rutf8.create_utf8_index_storage(TEXT, n)
    for i in range(n):
        print rutf8.codepoint_position_at_index(TEXT, st, i), rutf8.codepoint_at_index(TEXT, st, i), rutf8.codepoint_index_at_byte_position(TEXT, st, rutf8.codepoint_position_at_index(TEXT, st, i), n),
    print
    b = rutf8.Utf8StringBuilder(10)
    b.append("ab")
    b.append_char("c")
    b.append_code(0xe9)
    b.append_code(0x1f600)
    b.append_utf8("\xe2\x82\xac", 1)
    b.append_slice("0123456", 2, 5)
    b.append_utf8_slice(TEXT, 1, 6, 2)
    b.append_multiple_char("\xc3\xa9", 3)
    print b.getlength(), hexs(b.build())
    print " ".join([str(c) for c in rutf8.Utf8StringIterator(TEXT)])
    for c, p in rutf8.Utf8StringPosIterator(TEXT):
        print c, p,
    print
    sb = StringBuilder()
    for code in [0x41, 0x7ff, 0xffff, 0x10ffff]:
        rutf8.unichr_as_utf8_append(sb, code)
    print hexs(sb.build())
    for code in [0xd800, 0xdfff, 0x110000]:
        for allow in [True, False]:
            try:
                print hexs(rutf8.unichr_as_utf8(code, allow)),
            except rutf8.OutOfRange:
                print "OutOfRange",
    print
    print hexs(rutf8.decode_latin_1("a\xe9\xff\x80")), int(rutf8.utf8_in_chars(TEXT, 1, "x\xc3\xa9")), int(rutf8.utf8_in_chars(TEXT, 0, "bc"))
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
