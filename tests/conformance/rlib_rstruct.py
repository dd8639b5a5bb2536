# rstruct: runpack with many formats, ieee floats of each size, errors.
from rpython.rlib.rstruct.runpack import runpack
from rpython.rlib.rstruct.error import StructError
from rpython.rlib.rstruct import ieee
from rpython.rlib.rstruct.nativefmttable import native_is_bigendian
from rpython.rlib.rarithmetic import intmask, r_ulonglong
from rpython.rlib.longlong2float import float2longlong, longlong2float, singlefloat2uint
from rpython.rlib import longlong2float as l2f
from rpython.rlib.rarithmetic import r_singlefloat


def hexs(s):
    return " ".join(["%x" % ord(c) for c in s])


def bits(x, size):
    try:
        return "%d" % intmask(ieee.float_pack(x, size))
    except OverflowError:
        return "overflow"


def entry_point(argv):
    a, b, c, d = runpack("<hhii", "\x01\x00\xff\xff\x02\x00\x00\x00\xfe\xff\xff\xff")
    print a, b, c, d
    a, b = runpack(">iH", "\x01\x02\x03\x04\xff\xfe")
    print a, b
    print runpack("<q", "\xff\xff\xff\xff\xff\xff\xff\x7f"), intmask(runpack("<Q", "\xff" * 8))
    print runpack("b", "\x80"), runpack("B", "\x80")
    s, n = runpack("4si", "abcd\x05\x00\x00\x00")
    print s, n
    c, i = runpack("ci", "x\x00\x00\x00\x07\x00\x00\x00")
    print c, i
    c, i = runpack("<ci", "x\x07\x00\x00\x00")
    print c, i
    x, y = runpack("<fd", "\x00\x00\x20\x40" + "\x00" * 6 + "\xf4\xbf")
    print int(x * 1000.0), int(y * 1000.0)
    print float2longlong(runpack(">d", "testtest"))
    a, b = runpack("<2h", "\x01\x00\x02\x00")
    print a, b
    print int(runpack("?", "\x02")), runpack("5p", "\x03abcd")

    print a, b
    try:
        runpack("<i", "abc")
    except StructError as e:
        print e.msg
    values = [0.0, -0.0, 1.0, -2.5, 0.1, 1e-5, 65504.0, 65520.0, 3.4e38, 1e39, 1e-45, 1e-300, 1e200 * 1e200]
    for x in values:
        print bits(x, 2), bits(x, 4), bits(x, 8)
    for q in [0, 1, 0x3c00, 0x3555, 0x7bff, 0xfc00, 0x0400]:
        print float2longlong(ieee.float_unpack(r_ulonglong(q), 2)),
    print
    for q in [0x3f800000, 0xbf800000, 1, 0x7f7fffff, 0x7f800000, 0x00800000]:
        print float2longlong(ieee.float_unpack(r_ulonglong(q), 4)),
    print
    for text in ["\x3f\x80\x00\x00", "\xc1\x20\x00\x00", "\x40\x09" + "\x21" * 6, "\x3c\x00"]:
        back = ''.join([text[len(text) - 1 - i] for i in range(len(text))])
        print float2longlong(ieee.unpack_float(text, True)), float2longlong(ieee.unpack_float(back, False))
    print float2longlong(1.5), int(longlong2float(4609434218613702656) * 2.0), float2longlong(-0.0)
    print intmask(singlefloat2uint(r_singlefloat(1.5)))
    for n in [0, 1, -1, 2147483647, -2147483648]:
        e = l2f.encode_int32_into_longlong_nan(n)
        print e, int(l2f.is_int32_from_longlong_nan(e)), l2f.decode_int32_from_longlong_nan(e)
    print int(l2f.can_encode_int32(1 << 31)), int(l2f.can_encode_int32(-(1 << 31))), int(l2f.can_encode_float(1.0))
    print int(native_is_bigendian)
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
