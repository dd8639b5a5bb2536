# Buffers of raw memory and of characters, and the numbers of all types in them.
from rpython.rlib.buffer import ByteBuffer, CannotWrite, LLBuffer, RawByteBuffer, SubBuffer
from rpython.rtyper.lltypesystem import lltype, rffi


def show(b):
    print b.getlength(), repr(b.as_str()), b.getslice(0, 2, 3).replace('\x00', '.'), int(b.readonly)


def numbers(b):
    b.typed_write(lltype.Signed, 0, -2)
    b.typed_write(rffi.SHORT, 9, 0x4142)
    b.typed_write(lltype.Float, 16, 1.5)
    print b.typed_read(lltype.Signed, 0), rffi.cast(lltype.Signed, b.typed_read(rffi.INT, 4))
    print rffi.cast(lltype.Signed, b.typed_read(rffi.SHORT, 9)), b.getitem(9), b.getitem(10)
    print int(b.typed_read(lltype.Float, 16) == 1.5), b.typed_read(lltype.Char, 23)


def part(n):
    whole = RawByteBuffer(16)
    inner = SubBuffer(whole, 8, 8)
    inner.typed_write(lltype.Signed, 0, n)
    print whole.typed_read(lltype.Signed, 8), ord(whole.getitem(8))
    whole.readonly = True
    try:
        whole.typed_write(lltype.Signed, 0, n)
    except CannotWrite:
        print 'read only'


def entry_point(argv):
    n = len(argv)
    numbers(RawByteBuffer(24))
    numbers(ByteBuffer(24))
    with lltype.scoped_alloc(rffi.CCHARP.TO, 6) as raw:
        for i in range(6):
            raw[i] = chr(97 + i)
        b = LLBuffer(raw, 6)
        show(b)
        b.setslice(n, 'XY')
        b.setitem(0, '!')
        show(b)
        print rffi.charpsize2str(raw, 6)
    part(1000)
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
