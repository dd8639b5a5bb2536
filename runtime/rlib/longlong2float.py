"""The bits of floats as integers and back."""
from rpython.rlib.objectmodel import we_are_translated
from rpython.rlib.rarithmetic import (
    intmask, r_int, r_int64, r_longlong, r_singlefloat, r_uint32)
from __tw_lltype__ import Float, STR, Signed, SingleFloat, UINT32, Void, llop, malloc


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
    if not we_are_translated():
        import struct
        return r_uint32(struct.unpack('<I', struct.pack('<f', float(x)))[0])
    from rpython.rlib.rposix_base import _address
    where = _address(malloc(STR, 8))
    llop.raw_store(Void, where, 0, x)
    return llop.raw_load(UINT32, where, 0)


def uint2singlefloat(bits):
    """The r_singlefloat of 32 bits."""
    if not we_are_translated():
        import struct
        return r_singlefloat(struct.unpack('<f', struct.pack('<I', int(bits)))[0])
    from rpython.rlib.rposix_base import _address
    where = _address(malloc(STR, 8))
    llop.raw_store(Void, where, 0, r_uint32(bits))
    return llop.raw_load(SingleFloat, where, 0)


# ---- small integers inside the space of NaNs ------------------------------------

# The upper half of a NaN that no operation makes; the lower half is the integer.
nan_high_word_int32 = -2
nan_encoded_zero = nan_high_word_int32 << 32
CAN_ALWAYS_ENCODE_INT32 = False


def can_encode_int32(value):
    return -0x80000000 <= value <= 0x7fffffff


def can_encode_float(value):
    """Do the bits of the float say that it is no encoded integer?"""
    return float2longlong(value) >> 32 != nan_high_word_int32


def encode_int32_into_longlong_nan(value):
    return nan_encoded_zero | (value & 0xffffffff)


def decode_int32_from_longlong_nan(bits):
    low = bits & 0xffffffff
    return (low ^ 0x80000000) - 0x80000000


def is_int32_from_longlong_nan(bits):
    return bits >> 32 == nan_high_word_int32


def maybe_decode_longlong_as_float(bits):
    """The float of the bits, or of the integer that they encode."""
    if is_int32_from_longlong_nan(bits):
        return float(decode_int32_from_longlong_nan(bits))
    return longlong2float(bits)
