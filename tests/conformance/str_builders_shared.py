# Builders that are filled at import time, in globals and attributes, and go on at run time;
# functions that append single characters first and strings later.
from rpython.rlib.rstring import StringBuilder, UnicodeBuilder

OUT = StringBuilder()
OUT.append("start:")


class Writer(object):
    def __init__(self, sep):
        self.buf = StringBuilder(8)
        self.sep = sep
        self.n = 0

    def put(self, s):
        if self.n:
            self.buf.append(self.sep)
        self.buf.append(s)
        self.n += 1
        return self

    def done(self):
        return self.buf.build()

PRE = Writer("|")
PRE.put("pre").put("built")


def emit(b, s):
    b.append(s)


def emit_u(b, s):
    b.append(s)


def first_str(b, s):
    b.append(s)


def log(s):
    OUT.append(s)
    OUT.append("\n")


def entry_point(argv):
    n = int(argv[1])
    s = argv[2]
    b = StringBuilder()
    emit(b, "(")
    for i in range(n):
        emit(b, str(i))
        emit(b, ",")
    emit(b, s)
    emit(b, s[0])
    emit(b, ")")
    print b.build(), b.getlength()
    u = UnicodeBuilder()
    emit_u(u, u"<")
    emit_u(u, u"abc")
    emit_u(u, unichr(0x20ac))
    print u.build().encode("utf-8")
    c = StringBuilder()
    first_str(c, "long")
    first_str(c, "c")
    first_str(c, s[1])
    print c.build()
    w = Writer(" ")
    w.put("a").put("bcd").put(s)
    print w.done(), w.n
    PRE.put(s)
    print PRE.done(), PRE.buf.getlength()
    log("x")
    log(s * 2)
    print OUT.build()
    bs = [StringBuilder() for i in range(3)]
    for i in range(10):
        bs[i % 3].append(chr(65 + i))
    print ",".join([x.build() for x in bs])
    r = b if n > 3 else c
    r.append("more")
    print r.build()
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
