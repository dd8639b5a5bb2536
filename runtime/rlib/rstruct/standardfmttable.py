"""The formats with standard sizes, and how each is packed and unpacked.

A packer takes values from `fmtiter` by accept_*_arg() and puts bytes into
fmtiter.wbuf from fmtiter.pos on; an unpacker gets bytes by fmtiter.read(n) and
hands the value to fmtiter.appendobj(). fmtiter.bigendian is the order of bytes.
"""
from rpython.rlib.objectmodel import specialize
from rpython.rlib.rarithmetic import intmask, r_uint
from rpython.rlib.rstruct import ieee
from rpython.rlib.rstruct.error import StructError, StructOverflowError
from rpython.rlib.unroll import unrolling_iterable

native_is_bigendian = False
native_is_ieee754 = True


# ---- packing ----------------------------------------------------------------

def _put(fmtiter, text):
    pos = fmtiter.pos
    for i in range(len(text)):
        fmtiter.wbuf.setitem(pos + i, text[i])
    fmtiter.advance(len(text))
_put._annspecialcase_ = 'specialize:argtype(0)'


def pack_pad(fmtiter, count):
    _put(fmtiter, '\x00' * count)


def pack_char(fmtiter):
    string = fmtiter.accept_str_arg()
    if len(string) != 1:
        raise StructError("expected a string of length 1")
    _put(fmtiter, string)


def pack_bool(fmtiter):
    _put(fmtiter, '\x01' if fmtiter.accept_bool_arg() else '\x00')


def pack_string(fmtiter, count):
    string = fmtiter.accept_str_arg()
    if len(string) > count:
        assert count >= 0
        string = string[:count]
    _put(fmtiter, string + '\x00' * (count - len(string)))


def pack_pascal(fmtiter, count):
    string = fmtiter.accept_str_arg()
    if count == 0:
        return
    length = min(len(string), min(count - 1, 255))
    assert length >= 0
    _put(fmtiter, chr(length) + string[:length] + '\x00' * (count - 1 - length))


def _make_float_packer(size):
    def pack_ieee(fmtiter):
        x = fmtiter.accept_float_arg()
        try:
            ieee.pack_float(fmtiter.wbuf, fmtiter.pos, x, size, fmtiter.bigendian)
        except OverflowError:
            raise StructOverflowError("float too large for format")
        fmtiter.advance(size)
    return pack_ieee

pack_halffloat = _make_float_packer(2)
pack_float = _make_float_packer(4)
pack_double = _make_float_packer(8)


def make_int_packer(size, signed):
    plural = 's' if size > 1 else ''
    message = "argument out of range for %d-byte%s integer format" % (size, plural)
    bits = 8 * size
    if signed:
        low, high = -2 ** (bits - 1), 2 ** (bits - 1) - 1
    else:
        low, high = 0, 2 ** bits - 1
    unsigned_word = size == 8 and not signed
    checked = size < 8

    def pack_int(fmtiter):
        if unsigned_word:
            value = intmask(fmtiter.accept_uint_arg())
        else:
            value = fmtiter.accept_int_arg()
        if checked and not low <= value <= high:
            raise StructError(message)
        ieee.pack_float_to_buffer(fmtiter.wbuf, fmtiter.pos, value, size, fmtiter.bigendian)
        fmtiter.advance(size)
    return pack_int


# ---- unpacking --------------------------------------------------------------

@specialize.argtype(0)
def unpack_pad(fmtiter, count):
    fmtiter.read(count)


@specialize.argtype(0)
def unpack_char(fmtiter):
    fmtiter.appendobj(fmtiter.read(1))


@specialize.argtype(0)
def unpack_bool(fmtiter):
    fmtiter.appendobj(ord(fmtiter.read(1)[0]) != 0)


@specialize.argtype(0)
def unpack_string(fmtiter, count):
    fmtiter.appendobj(fmtiter.read(count))


@specialize.argtype(0)
def unpack_pascal(fmtiter, count):
    if count == 0:
        raise StructError("bad '0p' in struct format")
    data = fmtiter.read(count)
    end = 1 + ord(data[0])
    if end > count:
        end = count
    fmtiter.appendobj(data[1:end])


def _make_float_unpacker(size):
    @specialize.argtype(0)
    def unpack_ieee(fmtiter):
        fmtiter.appendobj(ieee.unpack_float(fmtiter.read(size), fmtiter.bigendian))
    return unpack_ieee

unpack_halffloat = _make_float_unpacker(2)
unpack_float = _make_float_unpacker(4)
unpack_double = _make_float_unpacker(8)


def make_int_unpacker(size, signed):
    """Unsigned words become r_uint, all others int."""
    unroll_bytes = unrolling_iterable(range(size))
    sign_bit = 1 << (8 * size - 1) if signed and size < 8 else 0
    convert = r_uint if size == 8 and not signed else intmask

    @specialize.argtype(0)
    def unpack_int(fmtiter):
        text = fmtiter.read(size)
        value = r_uint(0)
        for i in unroll_bytes:
            c = text[i] if fmtiter.bigendian else text[size - 1 - i]
            value = value << r_uint(8) | r_uint(ord(c))
        value = (value ^ r_uint(sign_bit)) - r_uint(sign_bit)
        fmtiter.appendobj(convert(value))
    return unpack_int


# ---- the table --------------------------------------------------------------

standard_fmttable = {
    'x': {'size': 1, 'pack': pack_pad, 'unpack': unpack_pad, 'needcount': True},
    'c': {'size': 1, 'pack': pack_char, 'unpack': unpack_char},
    's': {'size': 1, 'pack': pack_string, 'unpack': unpack_string, 'needcount': True},
    'p': {'size': 1, 'pack': pack_pascal, 'unpack': unpack_pascal, 'needcount': True},
    'e': {'size': 2, 'pack': pack_halffloat, 'unpack': unpack_halffloat},
    'f': {'size': 4, 'pack': pack_float, 'unpack': unpack_float},
    'd': {'size': 8, 'pack': pack_double, 'unpack': unpack_double},
    '?': {'size': 1, 'pack': pack_bool, 'unpack': unpack_bool},
}

for _c, _size in [('b', 1), ('h', 2), ('i', 4), ('l', 4), ('q', 8)]:
    standard_fmttable[_c] = {'size': _size, 'pack': make_int_packer(_size, True),
                             'unpack': make_int_unpacker(_size, True)}
    standard_fmttable[_c.upper()] = {'size': _size, 'pack': make_int_packer(_size, False),
                                     'unpack': make_int_unpacker(_size, False)}
