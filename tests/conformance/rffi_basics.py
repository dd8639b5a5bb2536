"""C types, memory and strings of rffi."""
from rpython.rtyper.lltypesystem import rffi, lltype
from rpython.rtyper.lltypesystem.lltype import Signed, Ptr

strlen = rffi.llexternal('strlen', [rffi.CCHARP], rffi.SIZE_T)
c_abs = rffi.llexternal('abs', [rffi.INT], rffi.INT)
c_pow = rffi.llexternal('pow', [rffi.DOUBLE, rffi.DOUBLE], rffi.DOUBLE)
POINT = rffi.CStruct('point', ('x', rffi.INT), ('y', rffi.LONG), ('c', rffi.UCHAR))
ARR = lltype.Array(lltype.Signed)

def entry_point(argv):
    print strlen("hello")
    print rffi.cast(lltype.Signed, c_abs(rffi.cast(rffi.INT, -5)))
    print int(c_pow(2.0, 10.0))
    p = lltype.malloc(POINT, flavor='raw')
    rffi.setintfield(p, 'c_x', 0x1ffffffff)
    p.c_y = 77
    rffi.setintfield(p, 'c_c', 300)
    print rffi.getintfield(p, 'c_x'), p.c_y, rffi.getintfield(p, 'c_c')
    lltype.free(p, flavor='raw')
    s = rffi.str2charp("abc\x01def")
    print rffi.charp2str(s), rffi.charp2strn(s, 2), rffi.charpsize2str(s, 7)
    print rffi.charp2str(rffi.ptradd(s, 4))
    rffi.free_charp(s)
    with lltype.scoped_alloc(rffi.CCHARP.TO, 10) as buf:
        for i in range(10):
            buf[i] = chr(65 + i)
        print rffi.charpsize2str(buf, 10)
    with rffi.scoped_str2charp("xyz") as buf:
        print strlen(buf)
    with rffi.scoped_alloc_buffer(5) as b:
        for i in range(5):
            b.raw[i] = 'q'
        print b.str(5), b.str(3)
    with lltype.scoped_alloc(POINT) as q:
        q.c_y = 5
        print q.c_y + 1
    a = lltype.malloc(ARR, 3, flavor='raw')
    a[0] = 1
    a[2] = 9
    print len(a), a[0] + a[2]
    lltype.free(a, flavor='raw')
    print rffi.sizeof(POINT), rffi.sizeof(rffi.INT), rffi.sizeof(rffi.VOIDP)
    n = rffi.cast(rffi.VOIDP, 0)
    print int(not n), int(bool(lltype.nullptr(rffi.CCHARP.TO)))
    return 0

def target(driver, args):
    return entry_point, None
