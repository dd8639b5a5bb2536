# -*- coding: utf-8 -*-
# Unicode strings: methods, codecs and their errors.
# translated-only: bools print as numbers, str() of floats has six digits, or constant reads fold.


def entry_point(argv):
    n = int(argv[1])
    u = u"h\xe9llo" + unicode(argv[1])
    print len(u), u.encode("utf-8"), u[1] == u"\xe9", ord(u[1]), u[1:3].encode("utf-8")
    print u.upper().encode("utf-8") if n > 100 else "", u.find(u"l"), u.startswith(u"h"), u.endswith(u"5"), u.replace(u"l", u"L").encode("utf-8")
    v = "caf\xc3\xa9".decode("utf-8")
    print len(v), v.encode("latin-1") == "caf\xe9", v == u"caf\xe9"
    print "abc".decode("ascii") == u"abc", u"abc".encode("ascii"), str(u"abc"), unicode("abc") == u"abc"
    print u"-".join([u"a", u"b"]).encode("utf-8"), len(u"a b c".split(u" ")), u" x ".strip().encode("utf-8"), u"%d" % n
    for c in u"ab": print ord(c),
    print
    print u"abc" < u"abd", u"a" in u"abc", unichr(0x20ac).encode("utf-8"), u"x" * 3
    try:
        u"\xe9".encode("ascii")
    except UnicodeEncodeError:
        print "UEE"
    try:
        "\xff".decode("utf-8")
    except UnicodeDecodeError:
        print "UDE"
    try:
        "\xff".decode("ascii")
    except UnicodeDecodeError:
        print "UDE2"
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
