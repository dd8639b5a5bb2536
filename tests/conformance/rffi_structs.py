"""Files, structs, arrays, strings and numbers of C."""
import os
from rpython.rtyper.lltypesystem import rffi, lltype
from rpython.rlib import rposix
from rpython.translator.tool.cbuild import ExternalCompilationInfo

info = ExternalCompilationInfo(includes=['stdio.h', 'stdlib.h', 'string.h'])
FILEP = rffi.COpaquePtr('FILE', typedef='FILE', compilation_info=info)
fopen = rffi.llexternal('fopen', [rffi.CCHARP, rffi.CCHARP], FILEP, compilation_info=info, save_err=rffi.RFFI_SAVE_ERRNO)
fclose = rffi.llexternal('fclose', [FILEP], rffi.INT, compilation_info=info)
fputs = rffi.llexternal('fputs', [rffi.CCHARP, FILEP], rffi.INT, compilation_info=info)
fread = rffi.llexternal('fread', [rffi.CCHARP, rffi.SIZE_T, rffi.SIZE_T, FILEP], rffi.SIZE_T, compilation_info=info)
strtol = rffi.llexternal('strtol', [rffi.CCHARP, rffi.CCHARPP, rffi.INT], rffi.LONG, compilation_info=info)
qsort_float = rffi.llexternal('strtof', [rffi.CCHARP, rffi.CCHARPP], rffi.FLOAT)
getenv = rffi.llexternal('getenv', [rffi.CCHARP], rffi.CCHARP)
INNER = rffi.CStruct('inner', ('a', rffi.INT), ('b', rffi.CFixedArray(rffi.CHAR, 4)))
OUTER = rffi.CStruct('outer', ('kind', rffi.UCHAR), ('inner', INNER), ('items', rffi.CFixedArray(rffi.LONG, 3)), ('next', rffi.VOIDP))
OUTERP = lltype.Ptr(OUTER)
ARR = rffi.CArray(OUTER)

class Wrapper(object):
    ptr = lltype.nullptr(OUTERP.TO)
    def __init__(self, n):
        self.ptr = lltype.malloc(OUTERP.TO, flavor='raw', zero=True)
        self.ptr.c_kind = rffi.cast(rffi.UCHAR, n)
    def free(self):
        if self.ptr:
            lltype.free(self.ptr, flavor='raw')
            self.ptr = lltype.nullptr(OUTERP.TO)

def entry_point(argv):
    name = "t8.tmp"
    f = fopen(name, "w")
    if not f:
        print "cannot open"
        return 1
    fputs("some text in a file\n", f)
    fclose(f)
    f = fopen(name, "r")
    with rffi.scoped_alloc_buffer(100) as buf:
        n = rffi.cast(lltype.Signed, fread(buf.raw, 1, 100, f))
        print n, buf.str(n)[:-1]
    fclose(f)
    os.unlink(name)
    f = fopen("/nonexistent/x", "r")
    print int(not f), rposix.get_saved_errno()
    with lltype.scoped_alloc(rffi.CCHARPP.TO, 1) as endp:
        with rffi.scoped_str2charp("1234xyz") as s:
            value = strtol(s, endp, 10)
            consumed = rffi.cast(lltype.Signed, endp[0]) - rffi.cast(lltype.Signed, s)
            print value, consumed, rffi.charp2str(endp[0])
    print int(rffi.cast(lltype.Float, qsort_float("2.5", lltype.nullptr(rffi.CCHARPP.TO))) * 2)
    w = Wrapper(300)
    w.ptr.c_inner.c_a = rffi.cast(rffi.INT, -7)
    w.ptr.c_inner.c_b[2] = 'z'
    w.ptr.c_items[1] = 1 << 40
    inner = w.ptr.c_inner
    print rffi.getintfield(w.ptr, 'c_kind'), rffi.getintfield(inner, 'c_a'), inner.c_b[2], w.ptr.c_items[1], len(w.ptr.c_items)
    w.ptr.c_next = rffi.cast(rffi.VOIDP, w.ptr)
    print int(rffi.cast(OUTERP, w.ptr.c_next) == w.ptr)
    arr = lltype.malloc(ARR, 3, flavor='raw')
    rffi.structcopy(arr[1], w.ptr)
    arr[2].c_items[0] = 5
    print rffi.getintfield(arr[1].c_inner, 'c_a'), arr[1].c_items[1], arr[2].c_items[0]
    lltype.free(arr, flavor='raw')
    w.free()
    print int(bool(w.ptr))
    l = rffi.liststr2charpp(["one", "two", "three"])
    print rffi.charp2str(l[1]), len(rffi.charpp2liststr(l))
    rffi.free_charpp(l)
    q = rffi.make(INNER, c_a=rffi.cast(rffi.INT, 12))
    print rffi.getintfield(q, 'c_a'), rffi.offsetof(INNER, 'c_b'), rffi.sizeof(OUTER)
    lltype.free(q, flavor='raw')
    buf, obj, flag = rffi.get_nonmovingbuffer_ll("direct")
    print buf[2]
    rffi.free_nonmovingbuffer_ll(buf, obj, flag)
    with rffi.scoped_nonmovingbuffer("scoped") as b:
        print b[0], b[5]
    with rffi.scoped_view_charp("view") as b:
        print rffi.charp2str(b)
    u = rffi.unicode2wcharp(u"wide\u1234")
    print len(rffi.wcharp2unicode(u)), ord(rffi.wcharp2unicode(u)[4])
    rffi.free_wcharp(u)
    e = getenv("NO_SUCH_VARIABLE_HERE")
    print int(not e)
    x = rffi.r_uint(5) - rffi.r_uint(6)
    print x, rffi.r_short(70000), rffi.r_uchar(257), rffi.r_size_t(3)
    mem = lltype.malloc(rffi.VOIDP.TO, 16, flavor='raw')
    rffi.c_memset(mem, 65, 16)
    m2 = lltype.malloc(rffi.CCHARP.TO, 16, flavor='raw')
    rffi.c_memcpy(rffi.cast(rffi.VOIDP, m2), mem, 16)
    print m2[15], rffi.charpsize2str(rffi.cast(rffi.CCHARP, mem), 3)
    lltype.free(mem, flavor='raw')
    lltype.free(m2, flavor='raw')
    return 0

def target(driver, args):
    return entry_point, None
