# The Unicode database by the names of its versions.
from rpython.rlib.unicodedata import unicodedb_4_1_0, unicodedb_6_2_0, unicodedb_8_0_0


def entry_point(argv):
    n = len(argv)
    for code in [64 + n, 0x390 + n, 0x5cf + n, 0x2f + n]:
        print int(unicodedb_6_2_0.isalpha(code)), unicodedb_6_2_0.tolower(code),
        print int(unicodedb_4_1_0.isdecimal(code)), unicodedb_8_0_0.category(code)
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
