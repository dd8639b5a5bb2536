"""Raw memory that is read and written at byte offsets, as values of any type."""
from rpython.rlib.objectmodel import specialize
from rpython.rtyper.lltypesystem import lltype, rffi

RAW_STORAGE = rffi.CCHARP.TO
RAW_STORAGE_PTR = rffi.CCHARP
misaligned_is_fine = True


class AlignmentError(Exception):
    pass


@specialize.arg(1, 2)
def alloc_raw_storage(size, track_allocation=True, zero=False):
    if zero:
        return lltype.malloc(RAW_STORAGE, size, flavor='raw', zero=True)
    return lltype.malloc(RAW_STORAGE, size, flavor='raw')


@specialize.arg(1)
def free_raw_storage(storage, track_allocation=True):
    lltype.free(storage, flavor='raw')


@specialize.ll_and_arg(0)
def raw_storage_getitem_unaligned(TP, storage, index):
    """The value of type TP that lies index bytes behind the start."""
    return rffi.cast(rffi.CArrayPtr(TP), rffi.ptradd(storage, index))[0]


@specialize.ll()
def raw_storage_setitem_unaligned(storage, index, item):
    TP = rffi.CArrayPtr(lltype.typeOf(item))
    rffi.cast(TP, rffi.ptradd(storage, index))[0] = item

raw_storage_getitem = raw_storage_getitem_unaligned
raw_storage_setitem = raw_storage_setitem_unaligned


def free_raw_storage_now(storage):
    lltype.free(storage, flavor='raw')
