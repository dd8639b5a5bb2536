"""The bits of floats as integers and back."""
from rpython.rlib.objectmodel import we_are_translated
from rpython.rlib.rarithmetic import r_uint, intmask
from __tw_lltype__ import Float, Signed, llop


def float2longlong(x):
    """The 64 bits of a float."""
    if not we_are_translated():
        import struct
        return struct.unpack('<q', struct.pack('<d', x))[0]
    return llop.convert_float_bytes_to_longlong(Signed, x)


def longlong2float(bits):
    """The float of 64 bits."""
    if not we_are_translated():
        import struct
        return struct.unpack('<d', struct.pack('<q', bits))[0]
    return llop.convert_longlong_bytes_to_float(Float, bits)


def singlefloat2uint(x):
    """The 32 bits of an r_singlefloat."""
    from rpython.rtyper.lltypesystem import lltype, rffi
    with lltype.scoped_alloc(rffi.FLOATP.TO, 1) as p:
        p[0] = x
        return rffi.cast(lltype.Unsigned, rffi.cast(rffi.UINTP, p)[0])


def uint2singlefloat(bits):
    """The r_singlefloat of 32 bits."""
    from rpython.rtyper.lltypesystem import lltype, rffi
    with lltype.scoped_alloc(rffi.UINTP.TO, 1) as p:
        p[0] = rffi.cast(rffi.UINT, bits)
        return rffi.cast(rffi.FLOATP, p)[0]


# ---- small integers inside the space of NaNs ------------------------------------

_NAN_TAG = intmask(r_uint(0xFFFFFFFE00000000))


def can_encode_int32(value):
    return -0x80000000 <= value <= 0x7fffffff


def encode_int32_into_longlong_nan(value):
    return intmask(_NAN_TAG | (value & 0xffffffff))


def decode_int32_from_longlong_nan(bits):
    low = bits & 0xffffffff
    return (low ^ 0x80000000) - 0x80000000


def is_int32_from_longlong_nan(bits):
    return (bits >> 32) == (_NAN_TAG >> 32)
