"""Low-level data that is made at import time and used by the program."""
from rpython.rtyper.lltypesystem import lltype, rffi, llmemory
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.annlowlevel import llstr, hlstr, cast_instance_to_gcref
from rpython.rlib import rawstorage
from rpython.rlib.rarithmetic import r_uint, intmask

POINT = lltype.Struct('POINT', ('x', lltype.Signed), ('y', rffi.SHORT))
TABLE = lltype.Array(lltype.Ptr(POINT))
GCNODE = lltype.GcForwardReference()
GCNODE.become(lltype.GcStruct('GCNODE', ('value', lltype.Signed), ('next', lltype.Ptr(GCNODE))))
GCITEMS = lltype.GcArray(lltype.Float)
UNION = lltype.Struct('UNION', ('whole', lltype.Unsigned),
                      ('bytes', lltype.FixedSizeArray(lltype.Char, 8)), hints={'union': True})
VARSIZE = lltype.GcStruct('VARSIZE', ('tag', lltype.Signed), ('items', lltype.Array(lltype.Signed)))

points = lltype.malloc(TABLE, 3, flavor='raw', immortal=True)
for i in range(3):
    points[i] = lltype.malloc(POINT, flavor='raw', immortal=True)
    points[i].x = i * 100
    points[i].y = rffi.cast(rffi.SHORT, -i)
numbers = lltype.malloc(rffi.CArray(lltype.Signed), 4, flavor='raw', immortal=True)
for i in range(4):
    numbers[i] = i * i
hello = rffi.str2charp("hello, world")
chain = lltype.malloc(GCNODE)
chain.value = 1
chain.next = lltype.malloc(GCNODE)
chain.next.value = 2
floats = lltype.malloc(GCITEMS, 2)
floats[1] = 2.5

assert isinstance(POINT, lltype.Struct) and not isinstance(POINT, lltype.GcStruct)
assert lltype.Ptr(POINT).TO == POINT and TABLE.OF == lltype.Ptr(POINT)
assert lltype.typeOf(points[0].y) == rffi.SHORT
assert POINT._names == ('x', 'y')


def bump():
    points[1].x += 1
    return points[1].x


def build(n):
    head = lltype.nullptr(GCNODE)
    for i in range(n):
        node = lltype.malloc(GCNODE)
        node.value = i
        node.next = head
        head = node
    total = 0
    while head:
        total += head.value
        head = head.next
    return total


def varsize(n):
    v = lltype.malloc(VARSIZE, n)
    v.tag = 7
    for i in range(n):
        v.items[i] = i
    return v.tag + len(v.items) + v.items[n - 1]


def entry_point(argv):
    print bump(), bump(), rffi.getintfield(points[2], 'y'), len(points)
    print numbers[3] + numbers[2]
    print rffi.charp2str(hello)
    print chain.value, chain.next.value, int(bool(chain.next.next))
    print int(floats[1] * 2), len(floats)
    print build(10), varsize(5)
    with lltype.scoped_alloc(UNION) as u:
        u.whole = r_uint(0x4142434445464748)
        print u.bytes[0], u.bytes[7]
    storage = rawstorage.alloc_raw_storage(16, zero=True)
    rawstorage.raw_storage_setitem(storage, 3, rffi.cast(rffi.INT, -2))
    rawstorage.raw_storage_setitem(storage, 8, 1.5)
    print rffi.cast(lltype.Signed, rawstorage.raw_storage_getitem(rffi.INT, storage, 3)),
    print rffi.cast(lltype.Signed, rawstorage.raw_storage_getitem(rffi.UCHAR, storage, 6)),
    print int(rawstorage.raw_storage_getitem(lltype.Float, storage, 8) * 2)
    rawstorage.free_raw_storage(storage)
    address = llmemory.raw_malloc(llmemory.sizeof(POINT))
    p = llmemory.cast_adr_to_ptr(address, lltype.Ptr(POINT))
    p.x = 99
    q = llmemory.cast_adr_to_ptr(address + llmemory.offsetof(POINT, 'x'), rffi.LONGP)
    print q[0], int(address != llmemory.NULL), (address + 8) - address
    llmemory.raw_free(address)
    print hlstr(llstr("a" + argv[0][:0] + "b"))
    print llop.int_mod(lltype.Signed, -7, 3), llop.uint_mod(lltype.Unsigned, r_uint(7), r_uint(3))
    return 0


def target(driver, args):
    return entry_point, None
