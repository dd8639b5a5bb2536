# int, hex, oct, chr, ord, bool and float conversions and their errors.
# translated-only: bools print as numbers, str() of floats has six digits, or constant reads fold.


def entry_point(argv):
    n = int(argv[1])
    print int("42"), int(" 17 "), int("-5"), int("+3"), int("ff", 16), int("0", 2), int("777", 8), int("zz", 36), int("1010", 2)
    for s in ["", "x", "1x", "--1", "1 2", " "]:
        try:
            print int(s)
        except ValueError:
            print "VE",
    print
    try:
        int("9", 8)
    except ValueError:
        print "VE8"
    print hex(n + 250), oct(n + 3), hex(-n), oct(-n), str(-n), hex(0), oct(0)
    print int(2.9), int(-2.9), int(True), float(n) == 5.0, bool(n) 
    print chr(n + 60), ord("a"), unichr(n + 60) == u"A"
    try:
        chr(n + 300)
    except ValueError:
        print "VEchr"
    print abs(-n), abs(n), abs(-2.5) == 2.5, -(-n), +n
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
