"""Numbers to text and text to numbers; the parts of the % operator."""
from __tw_lltype__ import (
    Address, Array, CArray, Char, Float, Ptr, STR, Signed, Void, external, intmask, llop,
    malloc, r_uint)
from __tw_helpers__.rstr import (
    _cut, ll_rjust, ll_ljust, ll_find_char, ll_strconcat, ll_strconcat3)

CHARS = Ptr(Array(Char))
ITEMS = Ptr(CArray(Char))
c_format = external(
    'tw_format_double', [Float, Char, Signed, Signed, Address, Signed], Signed)
c_parse = external('tw_parse_double_or_nan', [Address, Signed], Float)


def _characters(s):
    """The address of the first character. The collector pins what the stack
    points into."""
    return llop.cast_ptr_to_adr(Address, llop.direct_arrayitems(
        ITEMS, llop.direct_fieldptr(CHARS, s, 'chars')))


# ---- numbers to text ---------------------------------------------------------------------------

def ll_int2dec(i):
    """A Signed in decimal."""
    if i < 0:
        return _digits10(r_uint(0) - r_uint(i), 1)
    return _digits10(r_uint(i), 0)
ll_int2dec._elidable_function_ = True


def ll_uint2dec(u):
    return _digits10(u, 0)


def _digits10(rest, sign):
    count = 1
    bound = rest
    while bound >= 10:
        count += 1
        bound //= 10
    result = malloc(STR, count + sign)
    i = count + sign
    while i > sign:
        i -= 1
        result.chars[i] = chr(intmask(rest % 10) + 48)
        rest //= 10
    if sign:
        result.chars[0] = '-'
    return result


def ll_hex(i):
    return _power_of_two(i, 4, 2)


def ll_oct(i):
    if i == 0:
        return _power_of_two(i, 3, 0)
    return _power_of_two(i, 3, 1)


def ll_int2hex(i):
    """Without 0x; negative numbers have a minus sign."""
    return _power_of_two(i, 4, 0)


def ll_int2oct(i):
    return _power_of_two(i, 3, 0)


def ll_bin(i):
    result = _power_of_two(i, 1, 2)
    if i < 0:
        result.chars[2] = 'b'
    else:
        result.chars[1] = 'b'
    return result


def _power_of_two(i, bits, prefix):
    if i < 0:
        return _unsigned_power_of_two(r_uint(0) - r_uint(i), 1, bits, prefix)
    return _unsigned_power_of_two(r_uint(i), 0, bits, prefix)


def _unsigned_power_of_two(rest, sign, bits, prefix):
    """`prefix` is the number of characters of '0x' that stand before the digits."""
    count = 1
    bound = rest >> bits
    while bound != 0:
        count += 1
        bound >>= bits
    start = sign + prefix
    result = malloc(STR, start + count)
    if sign:
        result.chars[0] = '-'
    if prefix > 0:
        result.chars[sign] = '0'
    if prefix > 1:
        result.chars[sign + 1] = 'x'
    mask = r_uint((1 << bits) - 1)
    i = start + count
    while i > start:
        i -= 1
        digit = intmask(rest & mask)
        if digit < 10:
            result.chars[i] = chr(digit + 48)
        else:
            result.chars[i] = chr(digit + 87)
        rest >>= bits
    return result


# ---- text to numbers ---------------------------------------------------------------------------

def ll_str2int(s, base):
    """int(s, base): blanks around, a sign, digits; wraps around. ValueError."""
    if base < 2 or base > 36:
        raise ValueError
    end = len(s.chars)
    i = 0
    while i < end and s.chars[i] == ' ':
        i += 1
    while i < end and s.chars[end - 1] == ' ':
        end -= 1
    negative = False
    if i < end and (s.chars[i] == '-' or s.chars[i] == '+'):
        negative = s.chars[i] == '-'
        i += 1
        while i < end and s.chars[i] == ' ':
            i += 1
    if i >= end:
        raise ValueError
    value = 0
    while i < end:
        digit = _digit_value(s.chars[i])
        if digit >= base:
            raise ValueError
        value = value * base + digit
        i += 1
    if negative:
        value = -value
    return value


def _digit_value(ch):
    c = ord(ch)
    if 48 <= c and c <= 57:
        return c - 48
    if 97 <= c and c <= 122:
        return c - 87
    if 65 <= c and c <= 90:
        return c - 55
    return 99


# ---- floats -------------------------------------------------------------------------------------

def ll_format_float(value, code, precision, flags):
    """As rfloat.formatd; the flags are those of runtime/number.h."""
    room = 40
    while True:
        s = malloc(STR, room)
        length = c_format(value, code, precision, flags, _characters(s), room)
        if length <= room:
            return _cut(s, 0, length)
        room = length


def ll_str2float(s):
    """float(s): blanks around, a decimal number. ValueError."""
    start = 0
    end = len(s.chars)
    while start < end and s.chars[start] == ' ':
        start += 1
    while start < end and s.chars[end - 1] == ' ':
        end -= 1
    digits = _cut(s, start, end)
    value = c_parse(_characters(digits), len(digits.chars))
    if value != value:
        raise ValueError
    return value


# ---- the % operator -------------------------------------------------------------------------------

def ll_truncate(s, length):
    """%.3s"""
    if length >= len(s.chars):
        return s
    return _cut(s, 0, length)


def ll_number(text, sign, prefix, precision, width, left, zeros):
    """A number, given as digits with a minus sign if it is negative, in full
    dress: a sign (NUL for none) if it is not negative, a prefix such as 0x, at
    least `precision` digits, and padding up to `width`."""
    start = 0
    negative = False
    if text.chars[0] == '-':
        start = 1
        negative = True
    digits = len(text.chars) - start
    before = len(prefix.chars)
    if negative or ord(sign) != 0:
        before += 1
    padding = precision - digits
    if padding < 0:
        padding = 0
    if zeros and not left:
        wanted = width - before - digits
        if wanted > padding:
            padding = wanted
    result = malloc(STR, before + padding + digits)
    at = 0
    if negative:
        result.chars[0] = '-'
        at = 1
    elif ord(sign) != 0:
        result.chars[0] = sign
        at = 1
    llop.array_copy(Void, prefix, result, 0, at, len(prefix.chars))
    at += len(prefix.chars)
    llop.array_fill(Void, result, at, padding, '0')
    llop.array_copy(Void, text, result, start, at + padding, digits)
    if left:
        return ll_ljust(result, width, ' ')
    return ll_rjust(result, width, ' ')


def ll_repr_str(s):
    """repr() of a byte string, as Python 2 writes it."""
    length = len(s.chars)
    quote = "'"
    if ll_find_char(s, "'", 0, length) >= 0 and ll_find_char(s, '"', 0, length) < 0:
        quote = '"'
    size = 2
    i = 0
    while i < length:
        size += _escaped_size(s.chars[i], quote)
        i += 1
    result = malloc(STR, size)
    result.chars[0] = quote
    at = 1
    i = 0
    while i < length:
        ch = s.chars[i]
        count = _escaped_size(ch, quote)
        if count == 1:
            result.chars[at] = ch
        else:
            result.chars[at] = '\\'
            result.chars[at + 1] = _escape_letter(ch)
            if count == 4:
                result.chars[at + 2] = _hex_digit(ord(ch) >> 4)
                result.chars[at + 3] = _hex_digit(ord(ch) & 15)
        at += count
        i += 1
    result.chars[at] = quote
    return result


def _escaped_size(ch, quote):
    if ch == quote or ch == '\\' or ch == '\n' or ch == '\r' or ch == '\t':
        return 2
    c = ord(ch)
    if c < 32 or c > 126:
        return 4
    return 1


def _escape_letter(ch):
    if ch == '\n':
        return 'n'
    if ch == '\r':
        return 'r'
    if ch == '\t':
        return 't'
    c = ord(ch)
    if c < 32 or c > 126:
        return 'x'
    return ch


def _hex_digit(digit):
    if digit < 10:
        return chr(digit + 48)
    return chr(digit + 87)


def ll_instance_text(CLASS, instance, prefix, infix, suffix, null):
    """<NAME object at 0x...>"""
    if not instance:
        return null
    name = llop.gc_typeptr(CLASS, instance).name
    number = ll_int2hex(r_uint(llop.gc_id(Signed, instance)))
    return ll_strconcat(ll_strconcat3(prefix, name, infix), ll_strconcat(number, suffix))
