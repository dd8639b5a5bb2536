# Methods of prebuilt objects taken at import time, and builders that hold text already.
from rpython.rlib.rstring import StringBuilder, UnicodeBuilder

table = {1: 2, 7: 8}
lookup = table.get
items = ['a']
push = items.append
joined = ', '.join

builder = StringBuilder()
builder.append('import ')
builder.append_multiple_char('-', 3)
unibuilder = UnicodeBuilder()
unibuilder.append(u'uni')
empty = StringBuilder()


def call(function):
    return function(1, 3)


class Holder(object):
    def __init__(self, items):
        self.items = items


holder = Holder(items)


def entry_point(argv):
    n = len(argv)
    print lookup(1, 3), lookup(n + 6, 0), lookup(n + 20, 4), call(lookup)
    push('b')
    push('c')
    print joined(holder.items)
    builder.append(' run')
    builder.append('!')
    print builder.build(), builder.getlength()
    unibuilder.append(u' text')
    print unibuilder.build().encode('ascii')
    empty.append('filled')
    print empty.build()
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
