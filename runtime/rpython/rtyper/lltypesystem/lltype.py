"""Low-level types: what C and the collector see, as objects of the program.

Types and the functions on them are native (__tw_lltype__); here are the names
that combine them.
"""
from __tw_lltype__ import (
    Address, Array, Bool, Char, ContainerType, FixedSizeArray, Float,
    ForwardReference, FuncType, GcArray, GcForwardReference, GcOpaqueType,
    GcStruct, LongFloat, LowLevelType, Number, OpaqueType, Primitive, Ptr,
    Signed, SingleFloat, Struct, UniChar, Unsigned, Void, _ptr,
    INT64 as SignedLongLong, UINT64 as UnsignedLongLong,
    INT128 as SignedLongLongLong, UINT128 as UnsignedLongLongLong,
    cast_int_to_ptr, cast_opaque_ptr, cast_pointer, cast_primitive,
    cast_ptr_to_int, direct_arrayitems, direct_fieldptr, direct_ptradd, free,
    is_array, llhelper, malloc, nullptr, typeOf)
from __tw_lltype__ import INT8, INT16, INT32, UINT8, UINT16, UINT32
from rpython.rlib.objectmodel import specialize

NullPtr = None
r_longlong = SignedLongLong._type
r_ulonglong = UnsignedLongLong._type


class LLFatalError(Exception):
    pass


class UninitializedMemoryAccess(Exception):
    pass


_numbers = [INT8, INT16, INT32, SignedLongLong,
            UINT8, UINT16, UINT32, UnsignedLongLong]


def _width(type):
    """(bits, is it signed) of a class of integers."""
    if type is int or type is long:
        return 64, True
    return type.BITS, type.SIGNED


def build_number(name, type):
    """The low-level type of the values of an integer class."""
    for number in _numbers:
        if _width(number._type) == _width(type):
            return number
    raise TypeError("no low-level type for %r" % (type,))


def typeOf_or_void(value):
    return typeOf(value)


def isCompatibleType(TYPE1, TYPE2):
    return TYPE1 == TYPE2


def functionptr(TYPE, name, **attrs):
    """A pointer to the function given as _callable."""
    return llhelper(Ptr(TYPE), attrs['_callable'])


def opaqueptr(TYPE, name, **attrs):
    return malloc(TYPE, flavor='raw')


def pyobjectptr(obj):
    raise TypeError("there are no Python objects in translated programs")


# Raw memory is not tracked, so there is nothing to say about single blocks.

@specialize.ll()
def render_immortal(p, track_allocation=None):
    pass


@specialize.ll()
def track_allocation_stop(p):
    pass


# ---- with scoped_alloc(TYPE, length) as p: ------------------------------------

_scopes = {}


@specialize.memo()
def _scope_of(TYPE):
    if TYPE not in _scopes:
        class Scope(object):
            def __init__(self, p):
                self.buf = p

            def __enter__(self):
                return self.buf

            def __exit__(self, *args):
                free(self.buf, flavor='raw')
        _scopes[TYPE] = Scope
    return _scopes[TYPE]


@specialize.arg(0, 2)
def scoped_alloc(TYPE, n=-1, zero=False, track_allocation=True, add_memory_pressure=False):
    """Memory of the type that lives as long as the with block."""
    if TYPE._has_length:
        if zero:
            return _scope_of(TYPE)(malloc(TYPE, n, flavor='raw', zero=True))
        return _scope_of(TYPE)(malloc(TYPE, n, flavor='raw'))
    else:
        if zero:
            return _scope_of(TYPE)(malloc(TYPE, flavor='raw', zero=True))
        return _scope_of(TYPE)(malloc(TYPE, flavor='raw'))
