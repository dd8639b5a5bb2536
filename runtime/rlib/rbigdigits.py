"""Arithmetic on the magnitudes of rbigints.

Multiplication: schoolbook, above KARATSUBA_CUTOFF Karatsuba's method (1962).
Division: Knuth's algorithm D (The Art of Computer Programming, 4.3.1), above
RECURSIVE_CUTOFF recursive division (C. Burnikel, J. Ziegler, "Fast Recursive
Division", 1998), so that it costs a multiplication times a logarithm.
"""
from rpython.rlib.rarithmetic import r_uint, intmask, uint_mul_high, uint_div_wide
from rpython.rlib.rbigint import (
    rbigint, SHIFT, UMASK, NULLDIGIT, ONEDIGIT, NULLRBIGINT, ONERBIGINT,
    bits_in_digit)

KARATSUBA_CUTOFF = 38
RECURSIVE_CUTOFF = 50
USHIFT = r_uint(SHIFT)


def compare(a, b):
    """-1, 0 or 1: abs(a) against abs(b)."""
    if a.size != b.size:
        if a.size < b.size:
            return -1
        return 1
    i = a.size - 1
    while i >= 0:
        x = a._digits[i]
        y = b._digits[i]
        if x != y:
            if x < y:
                return -1
            return 1
        i -= 1
    return 0


def add_magnitudes(a, b, sign):
    """sign * (abs(a) + abs(b))."""
    if a.size < b.size:
        a, b = b, a
    size_a = a.size
    size_b = b.size
    digits = [NULLDIGIT] * (size_a + 1)
    carry = NULLDIGIT
    i = 0
    while i < size_b:
        carry += a._digits[i] + b._digits[i]
        digits[i] = carry & UMASK
        carry >>= USHIFT
        i += 1
    while i < size_a:
        carry += a._digits[i]
        digits[i] = carry & UMASK
        carry >>= USHIFT
        i += 1
    digits[i] = carry
    return rbigint(digits, sign, size_a + 1)


def sub_magnitudes(a, b, sign):
    """sign * (abs(a) - abs(b))."""
    order = compare(a, b)
    if order == 0:
        return NULLRBIGINT
    if order < 0:
        a, b = b, a
        sign = -sign
    size_a = a.size
    size_b = b.size
    digits = [NULLDIGIT] * size_a
    borrow = NULLDIGIT
    i = 0
    while i < size_b:
        difference = a._digits[i] - b._digits[i] - borrow
        digits[i] = difference & UMASK
        borrow = difference >> USHIFT
        i += 1
    while i < size_a:
        difference = a._digits[i] - borrow
        digits[i] = difference & UMASK
        borrow = difference >> USHIFT
        i += 1
    return rbigint(digits, sign, size_a)


# ---- multiplication -----------------------------------------------------------

def multiply(a, b):
    if a.sign == 0 or b.sign == 0:
        return NULLRBIGINT
    if a.size > b.size:
        a, b = b, a
    if a.size <= KARATSUBA_CUTOFF:
        product = _multiply_school(a, b)
    elif 2 * a.size <= b.size:
        product = _multiply_lopsided(a, b)
    else:
        product = _multiply_karatsuba(a, b)
    return rbigint(product._digits, a.sign * b.sign, product.size)


def _multiply_school(a, b):
    size_a = a.size
    size_b = b.size
    digits = [NULLDIGIT] * (size_a + size_b)
    i = 0
    while i < size_a:
        _add_product(digits, i, b._digits, size_b, a._digits[i])
        i += 1
    return rbigint(digits, 1, size_a + size_b)


def _add_product(target, offset, digits, size, factor):
    """target[offset:] += digits[:size] * factor; writes size + 1 digits."""
    carry = NULLDIGIT
    i = 0
    while i < size:
        digit = digits[i]
        low = digit * factor
        high = uint_mul_high(digit, factor)
        # low + carry + target: at most two carries into high
        low += carry
        if low < carry:
            high += ONEDIGIT
        old = target[offset]
        low += old
        if low < old:
            high += ONEDIGIT
        target[offset] = low & UMASK
        carry = (high << ONEDIGIT) | (low >> USHIFT)
        offset += 1
        i += 1
    target[offset] = carry


def _slice(a, start, stop):
    """The digits start..stop of a as a number of its own."""
    if stop > a.size:
        stop = a.size
    if start >= stop:
        return NULLRBIGINT
    assert start >= 0
    assert stop >= 0
    digits = a._digits[start:stop]
    return rbigint(digits, 1, stop - start)


def _multiply_karatsuba(a, b):
    """(ah X + al) (bh X + bl) with three multiplications of half the size."""
    half = b.size >> 1
    a_low = _slice(a, 0, half)
    a_high = _slice(a, half, a.size)
    b_low = _slice(b, 0, half)
    b_high = _slice(b, half, b.size)
    high = multiply(a_high, b_high)
    low = multiply(a_low, b_low)
    middle = multiply(add_magnitudes(a_low, a_high, 1), add_magnitudes(b_low, b_high, 1))
    middle = sub_magnitudes(sub_magnitudes(middle, high, 1), low, 1)
    digits = [NULLDIGIT] * (a.size + b.size + 1)
    _copy_into(digits, 0, low)
    _copy_into(digits, 2 * half, high)
    _add_into(digits, half, middle)
    return rbigint(digits, 1, a.size + b.size)


def _multiply_lopsided(a, b):
    """b is cut into pieces as long as a."""
    digits = [NULLDIGIT] * (a.size + b.size + 1)
    start = 0
    while start < b.size:
        piece = _slice(b, start, start + a.size)
        if piece.sign != 0:
            _add_into(digits, start, multiply(a, piece))
        start += a.size
    return rbigint(digits, 1, a.size + b.size)


def _copy_into(target, offset, a):
    if a.sign != 0:
        for i in range(a.size):
            target[offset + i] = a._digits[i]


def _add_into(target, offset, a):
    carry = NULLDIGIT
    i = 0
    while i < a.size:
        carry += target[offset] + a._digits[i]
        target[offset] = carry & UMASK
        carry >>= USHIFT
        offset += 1
        i += 1
    while carry != NULLDIGIT:
        carry += target[offset]
        target[offset] = carry & UMASK
        carry >>= USHIFT
        offset += 1


# ---- division -----------------------------------------------------------------

def divide_magnitudes(a, b):
    """(abs(a) // abs(b), abs(a) % abs(b)); b is not zero."""
    if compare(a, b) < 0:
        return NULLRBIGINT, a.abs()
    if b.size == 1:
        quotient, rest = divide_by_digit(a, b._digits[0])
        if rest == NULLDIGIT:
            return quotient, NULLRBIGINT
        return quotient, rbigint([rest], 1, 1)
    shift = SHIFT - bits_in_digit(b._digits[b.size - 1])
    divisor = shift_left(b.abs(), 0, shift)
    dividend = shift_left(a.abs(), 0, shift)
    if b.size < RECURSIVE_CUTOFF or a.size - b.size < RECURSIVE_CUTOFF:
        quotient, rest = _divide_knuth(dividend, divisor)
    else:
        quotient, rest = _divide_blocks(dividend, divisor)
    return quotient, shift_right(rest, 0, shift)


def divide_by_digit(a, n):
    """(abs(a) // n, abs(a) % n) for one digit n > 0."""
    digits = [NULLDIGIT] * a.size
    rest = NULLDIGIT
    i = a.size - 1
    while i >= 0:
        # rest * 2**63 + digit, as the 128 bits high:low
        low = (rest << USHIFT) | a._digits[i]
        digit = uint_div_wide(rest >> ONEDIGIT, low, n)
        digits[i] = digit
        rest = low - digit * n
        i -= 1
    return rbigint(digits, 1, a.size), rest


def _divide_knuth(a, b):
    """Algorithm D; the highest bit of b's highest digit is set."""
    if compare(a, b) < 0:
        return NULLRBIGINT, a
    size_b = b.size
    rest = [NULLDIGIT] * (a.size + 1)
    _copy_into(rest, 0, a)
    count = a.size - size_b + 1
    quotient = [NULLDIGIT] * count
    top = b._digits[size_b - 1]
    second = NULLDIGIT
    if size_b > 1:
        second = b._digits[size_b - 2]
    j = count - 1
    while j >= 0:
        digit = _estimate(rest, j + size_b, top, second, size_b > 1)
        if digit != NULLDIGIT and _sub_product(rest, j, b._digits, size_b, digit):
            digit -= ONEDIGIT
            _add_back(rest, j, b._digits, size_b)
        quotient[j] = digit
        j -= 1
    return rbigint(quotient, 1, count), rbigint(rest, 1, size_b)


def _estimate(rest, position, top, second, has_second):
    """The quotient digit from the highest digits; at most one too large."""
    high = rest[position]
    middle = rest[position - 1]
    if high >= top:
        digit = UMASK
        remainder = middle + top
        if remainder > UMASK:
            return digit
    else:
        low = (high << USHIFT) | middle
        digit = uint_div_wide(high >> ONEDIGIT, low, top)
        remainder = low - digit * top
    if not has_second:
        return digit
    third = rest[position - 2]
    while True:
        # digit * second > remainder * 2**63 + third ?
        product_high = (uint_mul_high(digit, second) << ONEDIGIT) | (
            (digit * second) >> USHIFT)
        product_low = (digit * second) & UMASK
        if product_high < remainder or (
                product_high == remainder and product_low <= third):
            return digit
        digit -= ONEDIGIT
        remainder += top
        if remainder > UMASK:
            return digit


def _sub_product(target, offset, digits, size, factor):
    """target[offset:] -= digits[:size] * factor; true if that went below zero."""
    carry = NULLDIGIT
    borrow = NULLDIGIT
    i = 0
    while i < size:
        digit = digits[i]
        low = digit * factor
        high = uint_mul_high(digit, factor)
        low += carry
        if low < carry:
            high += ONEDIGIT
        carry = (high << ONEDIGIT) | (low >> USHIFT)
        difference = target[offset] - (low & UMASK) - borrow
        target[offset] = difference & UMASK
        borrow = difference >> USHIFT
        offset += 1
        i += 1
    difference = target[offset] - carry - borrow
    target[offset] = difference & UMASK
    return difference >> USHIFT != NULLDIGIT


def _add_back(target, offset, digits, size):
    carry = NULLDIGIT
    i = 0
    while i < size:
        carry += target[offset] + digits[i]
        target[offset] = carry & UMASK
        carry >>= USHIFT
        offset += 1
        i += 1
    target[offset] = (target[offset] + carry) & UMASK


def _divide_blocks(a, b):
    """Long division whose "digits" are blocks as long as b."""
    n = b.size
    blocks = (a.size + n - 1) // n
    quotient = [NULLDIGIT] * (blocks * n + 1)
    rest = NULLRBIGINT
    i = blocks - 1
    while i >= 0:
        part = _join(rest, _slice(a, i * n, (i + 1) * n), n)
        digit, rest = _divide_2n_1n(part, b, n)
        _copy_into(quotient, i * n, digit)
        i -= 1
    return rbigint(quotient, 1, blocks * n), rest


def _join(high, low, n):
    """high * B**n + low, where low < B**n."""
    if high.sign == 0:
        return low
    digits = [NULLDIGIT] * (high.size + n)
    _copy_into(digits, 0, low)
    _copy_into(digits, n, high)
    return rbigint(digits, 1, high.size + n)


def _divide_2n_1n(a, b, n):
    """a < b * B**n; b has n digits, its highest bit set."""
    if n < RECURSIVE_CUTOFF or n & 1:
        if compare(a, b) < 0:
            return NULLRBIGINT, a
        return _divide_knuth(a, b)
    half = n >> 1
    high, rest = _divide_3h_2h(_slice(a, half, a.size), b, half)
    low, rest = _divide_3h_2h(_join(rest, _slice(a, 0, half), half), b, half)
    return _join(high, low, half), rest


def _divide_3h_2h(a, b, half):
    """Divides 3 half-blocks by 2: estimate with the high half of b, correct."""
    b_high = _slice(b, half, 2 * half)
    b_low = _slice(b, 0, half)
    a_high = _slice(a, half, a.size)
    if compare(_slice(a, 2 * half, a.size), b_high) < 0:
        quotient, rest = _divide_2n_1n(a_high, b_high, half)
    else:
        quotient = _ones(half)
        rest = add_magnitudes(sub_magnitudes(a_high, _join(b_high, NULLRBIGINT, half), 1),
                              b_high, 1)
    product = multiply(quotient, b_low)
    rest = _join(rest, _slice(a, 0, half), half)
    while compare(rest, product) < 0:
        rest = add_magnitudes(rest, b, 1)
        quotient = sub_magnitudes(quotient, ONERBIGINT, 1)
    return quotient, sub_magnitudes(rest, product, 1)


def _ones(n):
    """B**n - 1."""
    return rbigint([UMASK] * n, 1, n)


# ---- shifts and bits ------------------------------------------------------------

def shift_left(a, digits, bits):
    """a * 2**(digits * SHIFT + bits), bits < SHIFT."""
    if a.sign == 0:
        return a
    size = a.size + digits + 1
    result = [NULLDIGIT] * size
    carry = NULLDIGIT
    up = r_uint(bits)
    down = r_uint(SHIFT - bits)
    for i in range(a.size):
        digit = a._digits[i]
        result[digits + i] = ((digit << up) & UMASK) | carry
        carry = digit >> down
    result[size - 1] = carry
    return rbigint(result, a.sign, size)


def shift_right(a, digits, bits):
    """sign * (abs(a) >> (digits * SHIFT + bits)), bits < SHIFT."""
    size = a.size - digits
    if size <= 0 or a.sign == 0:
        return NULLRBIGINT
    result = [NULLDIGIT] * size
    up = r_uint(SHIFT - bits)
    down = r_uint(bits)
    for i in range(size):
        digit = a._digits[digits + i] >> down
        if i + 1 < size:
            digit |= (a._digits[digits + i + 1] << up) & UMASK
        result[i] = digit
    return rbigint(result, a.sign, size)


def _twos_complement(a, size):
    """The low `size` digits of a in two's complement."""
    digits = [NULLDIGIT] * size
    _copy_into(digits, 0, a)
    if a.sign < 0:
        carry = ONEDIGIT
        for i in range(size):
            carry += digits[i] ^ UMASK
            digits[i] = carry & UMASK
            carry >>= USHIFT
    return digits


def bitwise(a, op, b):
    """a op b for op in & | ^, on infinitely long two's complements."""
    size = a.size
    if b.size > size:
        size = b.size
    size += 1
    x = _twos_complement(a, size)
    y = _twos_complement(b, size)
    for i in range(size):
        if op == '&':
            x[i] &= y[i]
        elif op == '|':
            x[i] |= y[i]
        else:
            x[i] ^= y[i]
    if x[size - 1] >> r_uint(SHIFT - 1) == NULLDIGIT:
        return rbigint(x, 1, size)
    carry = ONEDIGIT
    for i in range(size):
        carry += x[i] ^ UMASK
        x[i] = carry & UMASK
        carry >>= USHIFT
    return rbigint(x, -1, size)
