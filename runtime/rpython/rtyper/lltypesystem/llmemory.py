"""Addresses and raw memory."""
from __tw_lltype__ import (
    Address, GCREF, Signed, Void, WEAKREF, cast_adr_to_int, cast_adr_to_ptr, cast_int_to_adr,
    cast_ptr_to_adr, cast, free, llop, offset_of, size_of)
from __tw_lltype__ import (
    Array as _Array, Ptr as _Ptr, Char as _Char, Struct as _Struct, malloc as _malloc)
from rpython.rlib.objectmodel import specialize, we_are_translated

WeakRef = WEAKREF
WeakRefPtr = _Ptr(WEAKREF)
GCREF = GCREF
NULL = cast_int_to_adr(0)
AddressAsInt = object
array_type_match = None


class AddressOffset(object):
    """Offsets are plain integers here."""

_BYTES = _Array(_Char, hints={'nolength': True})


@specialize.memo()
def _items_of(TYPE):
    """(offset, size of an item) of the variable part of a container."""
    if isinstance(TYPE, _Struct):
        last = TYPE._names[-1]
        start, size = _items_of(TYPE._flds[last])
        return offset_of(TYPE, last) + start, size
    return offset_of(TYPE, 'items'), size_of(TYPE.OF)


@specialize.arg(0)
def sizeof(TYPE, n=None):
    """The bytes that a value or container of the type takes, with n items."""
    if n is None:
        return size_of(TYPE)
    else:
        start, size = _items_of(TYPE)
        return start + n * size


@specialize.memo()
def offsetof(TYPE, fldname):
    return offset_of(TYPE, fldname)


@specialize.arg(0)
def itemoffsetof(TYPE, n=0):
    start, size = _items_of(TYPE)
    return start + n * size


@specialize.arg(1)
def raw_malloc(size, zero=False):
    if not we_are_translated():
        adr = cast_ptr_to_adr(_malloc(_BYTES, size, flavor='raw'))
    else:
        adr = llop.raw_malloc(Address, size)
    if zero:
        raw_memclear(adr, size)
    return adr


def raw_malloc_usage(size):
    return size


def raw_free(adr):
    if not we_are_translated():
        free(cast(_Ptr(_BYTES), adr), flavor='raw')
    else:
        llop.raw_free(Void, adr)


def raw_memclear(adr, size):
    if not we_are_translated():
        p = cast(_Ptr(_BYTES), adr)
        for i in range(size):
            p[i] = '\x00'
    else:
        llop.raw_memclear(Void, adr, size)


def raw_memcopy(source, dest, size):
    if not we_are_translated():
        p, q = cast(_Ptr(_BYTES), source), cast(_Ptr(_BYTES), dest)
        for i in range(size):
            q[i] = p[i]
    else:
        llop.raw_memcopy(Void, source, dest, size)


def raw_memmove(source, dest, size):
    if not we_are_translated():
        p, q = cast(_Ptr(_BYTES), source), cast(_Ptr(_BYTES), dest)
        for i, c in enumerate([p[i] for i in range(size)]):
            q[i] = c
    else:
        llop.raw_memmove(Void, source, dest, size)
