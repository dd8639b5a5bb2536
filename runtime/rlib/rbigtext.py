"""rbigints as text and as bytes.

Decimal conversion divides and conquers: with powers 10**(18 * 2**k) the number
is halved until a piece fits a machine word, so the cost is that of a few
multiplications (or divisions) of full length.
"""
from rpython.rlib.rarithmetic import r_uint, intmask
from rpython.rlib.rstring import StringBuilder, NumberStringParser, strip_spaces
from rpython.rlib.rbigint import (
    rbigint, MaxIntError, SHIFT, UMASK, NULLDIGIT, ONEDIGIT, NULLRBIGINT, ONERBIGINT)
from rpython.rlib.rbigdigits import (
    multiply, divide_magnitudes, divide_by_digit, add_magnitudes)

CHUNK = 18
CHUNK_VALUE = 10 ** CHUNK


# ---- to text ------------------------------------------------------------------

def to_decimal(value, max_digits=0):
    if value.size == 1:
        # What needs no splitting is not limited.
        text = str(value.sign * intmask(value._digits[0]))
        if len(text) > CHUNK:
            _check_digits(len(text) - int(value.sign < 0), max_digits)
        return text
    # A digit has a little more than 3 bits.
    _check_digits((value.bit_length() - 1) // 4, max_digits)
    powers = _powers_up_to(value)
    builder = StringBuilder()
    if value.sign < 0:
        builder.append('-')
    _write_decimal(value.abs(), powers, len(powers) - 1, False, builder)
    _check_digits(builder.getlength() - int(value.sign < 0), max_digits)
    return builder.build()


def _check_digits(count, max_digits):
    if max_digits > 0 and count > max_digits:
        raise MaxIntError("requested output too large")


def _powers_up_to(value):
    """10**(CHUNK * 2**k) for k = 0, 1, ... while not above the value."""
    power = rbigint.fromint(CHUNK_VALUE)
    powers = [power]
    while 2 * power.size - 1 <= value.size:
        power = multiply(power, power)
        powers.append(power)
    return powers


def _write_decimal(value, powers, level, padded, builder):
    """Padded: with leading zeros, CHUNK * 2**(level + 1) digits in all."""
    if level < 0:
        text = str(intmask(value._digits[0]))
        if padded:
            builder.append_multiple_char('0', CHUNK - len(text))
        builder.append(text)
        return
    high, low = divide_magnitudes(value, powers[level])
    if padded or high.sign != 0:
        _write_decimal(high, powers, level - 1, padded, builder)
        padded = True
    _write_decimal(low, powers, level - 1, padded, builder)


def to_base(value, digits, prefix, suffix, max_digits):
    base = len(digits)
    if base == 10 and digits == '0123456789':
        text = to_decimal(value.abs(), max_digits)
    elif base & (base - 1) == 0:
        text = _to_power_of_two(value, digits)
    else:
        text = _to_any_base(value, digits)
        _check_digits(len(text), max_digits)
    if value.sign < 0:
        return '-' + prefix + text + suffix
    return prefix + text + suffix


def _to_power_of_two(value, digits):
    width = 0
    while (1 << width) < len(digits):
        width += 1
    count = (value.bit_length() + width - 1) // width
    if count == 0:
        return digits[0]
    mask = r_uint((1 << width) - 1)
    chars = ['0'] * count
    accumulator = NULLDIGIT
    bits = 0
    source = 0
    position = count - 1
    while position >= 0:
        if bits < width:
            digit = NULLDIGIT
            if source < value.size:
                digit = value._digits[source]
                source += 1
            # `bits` bits are left over; take what completes this character
            low = accumulator | ((digit << r_uint(bits)) & mask)
            chars[position] = digits[intmask(low & mask)]
            accumulator = digit >> r_uint(width - bits)
            bits = SHIFT - (width - bits)
        else:
            chars[position] = digits[intmask(accumulator & mask)]
            accumulator >>= r_uint(width)
            bits -= width
        position -= 1
    return ''.join(chars)


def _to_any_base(value, digits):
    base = len(digits)
    chunk = 1
    chunk_value = base
    while chunk_value <= (1 << 62) // base:
        chunk_value *= base
        chunk += 1
    chars = []
    rest = value.abs()
    while True:
        rest, low = divide_by_digit(rest, r_uint(chunk_value))
        piece = intmask(low)
        for i in range(chunk):
            chars.append(digits[piece % base])
            piece //= base
            if rest.sign == 0 and piece == 0:
                break
        if rest.sign == 0:
            break
    chars.reverse()
    return ''.join(chars)


# ---- from text ----------------------------------------------------------------

def parse_decimal(s):
    """Decimal digits with an optional sign, nothing else."""
    start = 0
    sign = 1
    if len(s) > 0 and (s[0] == '-' or s[0] == '+'):
        start = 1
        if s[0] == '-':
            sign = -1
    value = _read_decimal(s, start, len(s), [rbigint.fromint(CHUNK_VALUE)])
    if sign < 0:
        return value.neg()
    return value


def _read_decimal(s, start, stop, powers):
    length = stop - start
    if length <= CHUNK:
        value = 0
        for i in range(start, stop):
            value = value * 10 + (ord(s[i]) - 48)
        return rbigint.fromint(value)
    level = 0
    width = CHUNK
    while 2 * width < length:
        width *= 2
        level += 1
    while len(powers) <= level:
        powers.append(multiply(powers[-1], powers[-1]))
    high = _read_decimal(s, start, stop - width, powers)
    low = _read_decimal(s, stop - width, stop, powers)
    return multiply(high, powers[level]).add(low)


def parse_text(s, base, allow_underscores):
    s = literal = strip_spaces(s)
    if (s.endswith('l') or s.endswith('L')) and base < 22:
        end = len(s) - 1
        assert end >= 0
        s = s[:end]
    parser = NumberStringParser(s, literal, base, 'long',
                                allow_underscores=allow_underscores)
    return parse_from_parser(parser)


def parse_from_parser(parser):
    base = parser.base
    chunk = 1
    chunk_value = base
    while chunk_value <= (1 << 62) // base:
        chunk_value *= base
        chunk += 1
    pieces = []
    count = 0
    piece = 0
    scale = 1
    while True:
        digit = parser.next_digit()
        if digit == -1:
            break
        piece = piece * base + digit
        scale *= base
        count += 1
        if count == chunk:
            pieces.append(rbigint.fromint(piece))
            count = 0
            piece = 0
            scale = 1
    value = _combine(pieces, 0, len(pieces), [rbigint.fromint(chunk_value)])
    value = multiply(value, rbigint.fromint(scale)).add(rbigint.fromint(piece))
    if parser.sign < 0:
        return value.neg()
    return value


def _combine(pieces, start, stop, powers):
    """The pieces as digits in base powers[0]; powers[k] = powers[0]**(2**k)."""
    if stop <= start:
        return NULLRBIGINT
    if stop - start == 1:
        return pieces[start]
    width = 1
    level = 0
    while 2 * width < stop - start:
        width *= 2
        level += 1
    while len(powers) <= level:
        powers.append(multiply(powers[-1], powers[-1]))
    high = _combine(pieces, start, stop - width, powers)
    low = _combine(pieces, stop - width, stop, powers)
    return multiply(high, powers[level]).add(low)


# ---- bytes ----------------------------------------------------------------------

def from_bytes(s, little, signed):
    length = len(s)
    if length == 0:
        return NULLRBIGINT
    top = s[0]
    if little:
        top = s[length - 1]
    negative = signed and ord(top) >= 128
    digits = [NULLDIGIT] * (length * 8 // SHIFT + 1)
    position = 0
    accumulator = NULLDIGIT
    bits = 0
    carry = ONEDIGIT
    for i in range(length):
        byte = ord(s[length - 1 - i])
        if little:
            byte = ord(s[i])
        value = r_uint(byte)
        if negative:
            value = (value ^ r_uint(0xff)) + carry
            carry = value >> r_uint(8)
            value &= r_uint(0xff)
        # a digit boundary may lie inside the byte
        accumulator |= (value << r_uint(bits)) & UMASK
        bits += 8
        if bits >= SHIFT:
            digits[position] = accumulator
            position += 1
            bits -= SHIFT
            accumulator = value >> r_uint(8 - bits)
    if position < len(digits):
        digits[position] = accumulator
    if negative:
        if carry:
            # the magnitude is a power of two just outside the bytes
            return ONERBIGINT.lshift(length * 8).neg()
        return rbigint(digits, -1)
    return rbigint(digits, 1)


def to_bytes(value, nbytes, little, signed):
    bits = value.bit_length()
    if signed:
        if value.sign < 0:
            bits = value.invert().bit_length()
        bits += 1
        if nbytes == 0 and value.sign == 0:
            bits = 0
    if bits > nbytes * 8:
        raise OverflowError
    chars = ['\x00'] * nbytes
    accumulator = NULLDIGIT
    available = 0
    source = 0
    carry = ONEDIGIT
    for i in range(nbytes):
        if available < 8:
            digit = NULLDIGIT
            if source < value.size:
                digit = value._digits[source]
                source += 1
            byte = (accumulator | (digit << r_uint(available))) & r_uint(0xff)
            accumulator = digit >> r_uint(8 - available)
            available += SHIFT - 8
        else:
            byte = accumulator & r_uint(0xff)
            accumulator >>= r_uint(8)
            available -= 8
        if value.sign < 0:
            byte = (byte ^ r_uint(0xff)) + carry
            carry = byte >> r_uint(8)
            byte &= r_uint(0xff)
        if little:
            chars[i] = chr(intmask(byte))
        else:
            chars[nbytes - 1 - i] = chr(intmask(byte))
    return ''.join(chars)
