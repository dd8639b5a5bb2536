# rstring: split, rsplit, replace, count, find, prefixes, builders, number parser, strip_spaces.
from rpython.rlib.rstring import (StringBuilder, UnicodeBuilder, split, rsplit, replace, startswith, endswith,
    count, find, rfind, strip_spaces, assert_str0, NumberStringParser, ParseStringError, ParseStringOverflowError,
    InvalidBaseError, replace_count)
from rpython.rlib.rarithmetic import string_to_int
import sys


def show(l):
    print len(l), "[" + "|".join(l) + "]"


def parse(s, base):
    try:
        return str(string_to_int(s, base))
    except ParseStringError as e:
        return e.msg
    except ParseStringOverflowError:
        return "overflow"
    

def digits(s, base):
    try:
        p = NumberStringParser(s, s, base, "int")
        res = []
        while True:
            d = p.next_digit()
            if d < 0:
                break
            res.append(str(d))
        p.rewind()
        return "%d %d %s %d" % (p.sign, p.base, " ".join(res), p.next_digit())
    except ParseStringError as e:
        return e.msg


def entry_point(argv):
    for s in ["a,b,c", "", ",", "a", ",,a,,", "abc,"]:
        show(split(s, ","))
        show(split(s, ",", 1))
        show(rsplit(s, ","))
        show(rsplit(s, ",", 1))
        show(split(s, ",,"))
    for s in ["  a b  c ", "", "   ", "one", " x\ty\nz"]:
        show(split(s))
        show(split(s, None, 1))
        show(rsplit(s))
        show(rsplit(s, None, 1))
    try:
        split("abc", "")
    except ValueError:
        print "ValueError"
    for sub, by, n in [("a", "X", -1), ("a", "", -1), ("", "-", -1), ("an", "oo", 1), ("zz", "y", -1), ("a", "bcd", 2), ("", "-", 3), ("a", "X", 0)]:
        print replace("banana", sub, by, n), replace_count("banana", sub, by, n)[1]
    print replace("", "", "x"), replace("", "a", "x")
    try:
        replace("x" * 100, "x", "y", -1)
        print "ok"
    except OverflowError:
        print "overflow"
    print int(startswith("hello", "he")), int(startswith("hello", "lo", 3)), int(startswith("hello", "lo", 3, 4)), int(startswith("hello", ""))
    print int(endswith("hello", "lo")), int(endswith("hello", "he", 0, 2)), int(endswith("hello", "hello!")), int(endswith("hello", "", 3))
    print count("banana", "an", 0, 6), count("banana", "a", 2, 5), count("banana", "", 0, 6), find("banana", "an", 2, 6), rfind("banana", "an", 0, 6), find("banana", "x", 0, 6)
    print "[" + strip_spaces("  ab c \t\n") + "]", assert_str0("abc")
    b = StringBuilder()
    b.append("abc")
    b.append("d")
    b.append_slice("0123456789", 3, 6)
    b.append_multiple_char("*", 4)
    print b.getlength(), b.build()
    b.append("more")
    print b.build()
    u = UnicodeBuilder(10)
    u.append(u"x")
    u.append(u"yz\u20ac")
    u.append_slice(u"abcdef", 1, 3)
    u.append_multiple_char(u"-", 3)
    print u.getlength(), len(u.build()), ord(u.build()[3])
    big = StringBuilder(3)
    for i in range(1000):
        big.append(str(i))
    r = big.build()
    print len(r), r[2000:2010]
    for s, base in [("12", 10), ("-34", 10), (" 56 ", 10), ("0x1f", 16), ("0x1f", 0), ("017", 0), ("0b11", 0), ("0o17", 8), ("z", 36), ("9", 8), ("", 10), ("-", 10),
                    ("9223372036854775807", 10), ("9223372036854775808", 10), ("-9223372036854775808", 10), ("-9223372036854775809", 10), ("1 2", 10), ("+7", 10), ("- 7", 10), ("1", 1), ("1", 37), ("0", 0), ("00", 0), ("12L", 10), ("0x", 16)]:
        print s, base, parse(s, base), "/", digits(s, base) if s else ""
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
