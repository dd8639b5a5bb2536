"""What a function appends to a builder is a character at first, and a string once the callers
that come later were seen."""
from rpython.rlib.rarithmetic import is_valid_int
from rpython.rlib.rstring import StringBuilder, UnicodeBuilder


def add(builder, n, data):
    builder.append(data)
    return n + len(data)


def add_unicode(builder, n, data):
    builder.append(data)
    return n + len(data)


def number(x):
    if is_valid_int(x):
        return 'int'
    return 'other'


def entry_point(argv):
    builder = StringBuilder()
    n = 0
    for c in argv[1]:
        n = add(builder, n, c)
        n = add(builder, n, '=0D')
    length = builder.getlength()
    text = builder.build()
    print n, text, "same" if text[:length] == text else "other"
    wide = UnicodeBuilder()
    n = 0
    for c in argv[1].decode('ascii'):
        n = add_unicode(wide, n, c)
        n = add_unicode(wide, n, u'-=')
    print n, wide.build().encode('ascii')
    print number(len(argv) > 1), number(len(argv))
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    entry_point(sys.argv)
