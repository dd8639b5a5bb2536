# unicodedata: properties, cases, names, numbers, decompositions in several versions.
from rpython.rlib.unicodedata import unicodedb_5_2_0, unicodedb_9_0_0, unicodedb_13_0_0


def number(db, code):
    try:
        return str(int(db.numeric(code) * 1000.0))
    except KeyError:
        return "-"


def decimal(code):
    try:
        return unicodedb_9_0_0.decimal(code)
    except KeyError:
        return -1


def name(code):
    try:
        return unicodedb_9_0_0.name(code)
    except KeyError:
        return "?"


def lookup(s):
    try:
        return unicodedb_9_0_0.lookup(s)
    except KeyError:
        return -1


def compose(a, b):
    try:
        return unicodedb_9_0_0.composition(a, b)
    except KeyError:
        return -1


def codes(l):
    return ",".join(["%x" % c for c in l])

SAMPLE = [0, 9, 0x20, 0x41, 0x61, 0x7a, 0x30, 0x85, 0xa0, 0xb2, 0xbd, 0xc0, 0xdf, 0xe9, 0xff, 0x100, 0x130, 0x131,
          0x149, 0x17f, 0x1c4, 0x1c5, 0x1c6, 0x1f0, 0x345, 0x37a, 0x391, 0x3a3, 0x3c2, 0x3c3, 0x430, 0x587, 0x5d0,
          0x660, 0x6f5, 0x903, 0xe01, 0x10a0, 0x13a0, 0x1680, 0x1e00, 0x1e9e, 0x1f88, 0x1fb3, 0x2000, 0x2028, 0x2070,
          0x2160, 0x2170, 0x2460, 0x24b6, 0x24d0, 0x3000, 0x3007, 0x3042, 0x4e00, 0x4e09, 0xa640, 0xab70, 0xac00,
          0xd7a3, 0xd800, 0xe000, 0xfb00, 0xfb13, 0xff21, 0xff5a, 0xfffe, 0x10000, 0x10107, 0x10400, 0x10428, 0x1d400,
          0x1d7ce, 0x1f600, 0x1f970, 0x20000, 0xe0001, 0x10ffff]


def entry_point(argv):
    db = unicodedb_9_0_0
    for c in SAMPLE:
        print "%x" % c, db.category(c), db.bidirectional(c), db.east_asian_width(c), db.combining(c),
        print int(db.isspace(c)), int(db.isalpha(c)), int(db.islinebreak(c)), int(db.isnumeric(c)),
        print int(db.isdigit(c)), int(db.isdecimal(c)), int(db.isalnum(c)), int(db.isupper(c)), int(db.istitle(c)),
        print int(db.islower(c)), int(db.iscased(c)), int(db.iscaseignorable(c)),
        print int(db.isprintable(c)), int(db.mirrored(c)),
        print "%x %x %x" % (db.toupper(c), db.tolower(c), db.totitle(c)),
        print codes(db.toupper_full(c)), codes(db.tolower_full(c)), codes(db.totitle_full(c)), codes(db.casefold_lookup(c))
        print number(db, c), decimal(c), name(c), db.decomposition(c), codes(db.canon_decomposition(c)), codes(db.compat_decomposition(c))
        print unicodedb_5_2_0.category(c), unicodedb_13_0_0.category(c), int(unicodedb_13_0_0.islower(c)), unicodedb_13_0_0.toupper(c), int(unicodedb_5_2_0.isspace(c))
    print lookup("LATIN SMALL LETTER E WITH ACUTE"), lookup("SNOWMAN"), lookup("HANGUL SYLLABLE GAG"), lookup("CJK UNIFIED IDEOGRAPH-4E2D"), lookup("NO SUCH NAME"), lookup("HANGUL SYLLABLE XYZ"), lookup("CJK UNIFIED IDEOGRAPH-0041")
    print compose(0x65, 0x301), compose(0x1100, 0x1161), compose(0xac00, 0x11a8), compose(0x41, 0x41), compose(0x915, 0x93c)
    total = 0
    for i in range(0, 0x30000, 7):
        total = (total * 31 + ord(db.category(i)[0]) + db.toupper(i) + db.tolower(i) * 3 + db.combining(i)) & 0xffffff
    print total
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
