# buffer and mutbuffer: reading, writing, slices, parts of buffers.
from rpython.rlib.buffer import Buffer, StringBuffer, ByteBuffer, SubBuffer
from rpython.rlib.mutbuffer import MutableStringBuffer


def show(b):
    print b.getlength(), b.as_str().replace("\x00", "."), int(b.readonly)


def total(b):
    n = 0
    for i in range(b.getlength()):
        n += ord(b.getitem(i)[0])
    return n


def entry_point(argv):
    s = StringBuffer("hello world")
    show(s)
    print s.getitem(4), s.getslice(2, 1, 5), s.getslice(0, 2, 4), total(s)
    sub = SubBuffer(s, 6, 3)
    show(sub)
    print sub.getitem(0), sub.getslice(1, 1, 2), total(sub)
    show(SubBuffer(s, 6, -1))
    show(SubBuffer(SubBuffer(s, 2, 7), 2, 100))
    b = ByteBuffer(8)
    show(b)
    b.setitem(0, "x")
    b.setslice(3, "abc")
    show(b)
    p = SubBuffer(b, 2, 4)
    p.setitem(0, "!")
    p.setslice(1, "12")
    show(p)
    show(b)
    m = MutableStringBuffer(10)
    m.setitem(0, "a")
    m.setslice(2, "bcd")
    for i in range(6, 10):
        m.setitem(i, chr(48 + i))
    print m.getlength()
    r = m.finish()
    print r.replace("\x00", ".")
    try:
        m.finish()
    except ValueError:
        print "ValueError"
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
