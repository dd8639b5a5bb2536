"""Integers of any size.

A value is a sign (-1, 0, 1) and a magnitude: `size` digits of SHIFT bits, the
lowest first, in a fixed-size list of r_uint that may be longer than `size`.
The highest digit is not zero; the value zero has size 1, digit 0 and sign 0.
Objects are immutable once they are built.

Arithmetic on magnitudes is in rbigdigits, text in rbigtext.
"""
import math
import sys

from rpython.rlib import jit
from rpython.rlib.objectmodel import always_inline, specialize, not_rpython, we_are_translated
from rpython.rlib.rarithmetic import LONG_BIT, r_uint, intmask, ovfcheck, widen
from rpython.rlib.rarithmetic import r_ulonglong, r_longlong

SHIFT = 63
MASK = (1 << SHIFT) - 1
UMASK = r_uint(MASK)
UDIGIT_TYPE = r_uint
UDIGIT_MASK = intmask
NULLDIGIT = r_uint(0)
ONEDIGIT = r_uint(1)
NULLDIGITS = [NULLDIGIT]
FLOAT_MULTIPLIER = float(1 << SHIFT)

BASE2 = '01'
BASE8 = '01234567'
BASE10 = '0123456789'
BASE16 = '0123456789abcdef'
BASE36 = '0123456789abcdefghijklmnopqrstuvwxyz'

_MIN_INT = -sys.maxint - 1


class InvalidEndiannessError(Exception):
    pass


class InvalidSignednessError(Exception):
    pass


class MaxIntError(Exception):
    """A text would have more digits than the caller allows."""


class rbigint(object):
    _immutable_ = True
    _immutable_fields_ = ['_digits[*]', 'size', 'sign']

    def __init__(self, digits=NULLDIGITS, sign=0, size=0):
        if size == 0:
            size = len(digits)
        while size > 1 and digits[size - 1] == NULLDIGIT:
            size -= 1
        if size == 1 and digits[0] == NULLDIGIT:
            sign = 0
        self._digits = digits
        self.size = size
        self.sign = sign

    # ---- digits ---------------------------------------------------------------

    def numdigits(self):
        """How many digits the magnitude has, at least 1."""
        size = self.size
        assert size > 0
        return size

    def digit(self, x):
        return intmask(self._digits[x])

    def udigit(self, x):
        return self._digits[x]

    widedigit = digit
    uwidedigit = udigit

    def setdigit(self, x, val):
        """Before the object is seen by anyone else."""
        self._digits[x] = r_uint(val)

    def get_sign(self):
        return self.sign

    def _set_sign(self, sign):
        """For a value that nobody else has seen yet."""
        self.sign = sign

    def tobool(self):
        return self.sign != 0

    # ---- from other types -------------------------------------------------------

    @staticmethod
    @jit.elidable
    def fromint(intval):
        if intval >= 0:
            if intval == 0:
                return NULLRBIGINT
            if intval == 1:
                return ONERBIGINT
            return rbigint([r_uint(intval)], 1, 1)
        if intval == -1:
            return ONENEGATIVERBIGINT
        if intval == _MIN_INT:
            return rbigint([NULLDIGIT, ONEDIGIT], -1, 2)
        return rbigint([r_uint(-intval)], -1, 1)

    @staticmethod
    def frombool(b):
        if b:
            return ONERBIGINT
        return NULLRBIGINT

    @staticmethod
    @not_rpython
    def fromlong(l):
        """From a long, before translation."""
        sign = cmp(l, 0)
        l = abs(l)
        digits = []
        while l:
            digits.append(r_uint(l & MASK))
            l >>= SHIFT
        if not digits:
            return NULLRBIGINT
        return rbigint(digits, sign)

    @not_rpython
    def tolong(self):
        value = 0L
        for i in range(self.size - 1, -1, -1):
            value = value << SHIFT | int(self._digits[i])
        return value * self.sign

    @staticmethod
    @jit.elidable
    def from_list_n_bits(list, nbits):
        """The number whose digits of nbits bits are in the list, lowest first."""
        if not 1 <= nbits <= SHIFT:
            raise ValueError
        length = (len(list) * nbits + SHIFT - 1) // SHIFT
        digits = [NULLDIGIT] * (length + 1)
        bit = 0
        for item in list:
            place, offset = bit // SHIFT, bit % SHIFT
            digit = r_uint(item)
            digits[place] |= (digit << r_uint(offset)) & UMASK
            if offset + nbits > SHIFT:
                digits[place + 1] = digit >> r_uint(SHIFT - offset)
            bit += nbits
        return rbigint(digits, 1)

    @staticmethod
    @specialize.argtype(0)
    def fromrarith_int(i):
        """From an r_uint, r_longlong, ... or an int."""
        return _from_any_int(i)

    @staticmethod
    @jit.elidable
    def fromfloat(dval):
        """Truncates; OverflowError for infinities, ValueError for a NaN."""
        if math.isinf(dval):
            raise OverflowError("cannot convert float infinity to integer")
        if math.isnan(dval):
            raise ValueError("cannot convert float NaN to integer")
        return rbigint._fromfloat_finite(dval)

    @staticmethod
    def _fromfloat_finite(dval):
        sign = 1
        if dval < 0.0:
            sign = -1
            dval = -dval
        if dval < 1.0:
            return NULLRBIGINT
        fraction, exponent = math.frexp(dval)
        mantissa = int(math.ldexp(fraction, 53))
        shift = exponent - 53
        value = rbigint.fromint(mantissa)
        if shift >= 0:
            value = value.lshift(shift)
        else:
            value = value.rshift(-shift)
        return rbigint(value._digits, sign, value.size)

    @staticmethod
    @jit.elidable
    def fromdecimalstr(s):
        """From decimal digits with an optional sign; the caller checked them."""
        from rpython.rlib.rbigtext import parse_decimal
        return parse_decimal(s)

    @staticmethod
    @jit.elidable
    def fromstr(s, base=0, allow_underscores=False):
        """Like long(s, base): white space, a trailing L and prefixes are
        accepted; ParseStringError if it is no number."""
        from rpython.rlib.rbigtext import parse_text
        return parse_text(s, base, allow_underscores)

    @staticmethod
    def _from_numberstring_parser(parser):
        from rpython.rlib.rbigtext import parse_from_parser
        return parse_from_parser(parser)

    @staticmethod
    @jit.elidable
    def frombytes(s, byteorder, signed):
        if byteorder != 'big' and byteorder != 'little':
            raise InvalidEndiannessError()
        from rpython.rlib.rbigtext import from_bytes
        return from_bytes(s, byteorder == 'little', signed)

    @jit.elidable
    def tobytes(self, nbytes, byteorder, signed):
        """nbytes bytes in two's complement (or unsigned); OverflowError if the
        value does not fit."""
        if byteorder != 'big' and byteorder != 'little':
            raise InvalidEndiannessError()
        if not signed and self.sign == -1:
            raise InvalidSignednessError()
        from rpython.rlib.rbigtext import to_bytes
        return to_bytes(self, nbytes, byteorder == 'little', signed)

    # ---- to other types -----------------------------------------------------------

    def toint(self):
        """As an int; OverflowError if it does not fit."""
        if self.size > 1:
            if self.size == 2 and self.sign < 0 and self._digits[1] == ONEDIGIT \
                    and self._digits[0] == NULLDIGIT:
                return _MIN_INT
            raise OverflowError("long int too large to convert to int")
        return self.sign * intmask(self._digits[0])

    def fits_int(self):
        if self.size == 1:
            return True
        return (self.size == 2 and self.sign < 0 and self._digits[1] == ONEDIGIT
                and self._digits[0] == NULLDIGIT)

    def tolonglong(self):
        return self.toint()

    def touint(self):
        """As an r_uint; ValueError if negative, OverflowError if too large."""
        if self.sign < 0:
            raise ValueError("cannot convert negative integer to unsigned int")
        if self.size > 2 or (self.size == 2 and self._digits[1] > ONEDIGIT):
            raise OverflowError("long int too large to convert to unsigned int")
        return self._low64()

    def toulonglong(self):
        return self.touint()

    def _low64(self):
        value = self._digits[0]
        if self.size > 1:
            value |= self._digits[1] << r_uint(SHIFT)
        return value

    def uintmask(self):
        """The value modulo 2 ** 64."""
        value = self._low64()
        if self.sign < 0:
            value = -value
        return value

    def ulonglongmask(self):
        return self.uintmask()

    @jit.elidable
    def tofloat(self):
        """The nearest float, ties to even; OverflowError if too large."""
        if self.size == 1 and self._digits[0] < r_uint(1 << 53):
            return float(self.sign * intmask(self._digits[0]))
        bits = self.bit_length()
        mantissa, exponent = _rounded_mantissa(self, bits)
        try:
            result = math.ldexp(mantissa, exponent)
        except OverflowError:
            raise OverflowError("long int too large to convert to float")
        if self.sign < 0:
            return -result
        return result

    @jit.elidable
    def str(self, max_str_digits=0):
        from rpython.rlib.rbigtext import to_decimal
        return to_decimal(self, max_str_digits)

    def repr(self):
        return self.str() + 'L'

    @jit.elidable
    def hex(self):
        return self.format('0123456789abcdef', '0x', 'L')

    @jit.elidable
    def oct(self):
        if self.sign == 0:
            return '0L'
        return self.format('01234567', '0', 'L')

    @jit.elidable
    def format(self, digits, prefix='', suffix='', max_str_digits=0):
        """Text in base len(digits), with these digits. MaxIntError if there are more than
        max_str_digits, unless that is 0 or the base is a power of two."""
        from rpython.rlib.rbigtext import to_base
        return to_base(self, digits, prefix, suffix, max_str_digits)

    @jit.elidable
    def hash(self):
        """Equal to the hash of an int of the same value."""
        x = NULLDIGIT
        i = self.size - 1
        while i >= 0:
            x = (x << r_uint(SHIFT)) | (x >> r_uint(64 - SHIFT))
            digit = self._digits[i]
            x += digit
            if x < digit:
                x += ONEDIGIT
            i -= 1
        return intmask(intmask(x) * self.sign)

    # ---- comparisons ----------------------------------------------------------------

    @jit.elidable
    def eq(self, other):
        if self.sign != other.sign or self.size != other.size:
            return False
        for i in range(self.size):
            if self._digits[i] != other._digits[i]:
                return False
        return True

    def ne(self, other):
        return not self.eq(other)

    @jit.elidable
    def lt(self, other):
        if self.sign != other.sign:
            return self.sign < other.sign
        if self.sign >= 0:
            return compare(self, other) < 0
        return compare(self, other) > 0

    def le(self, other):
        return not other.lt(self)

    def gt(self, other):
        return other.lt(self)

    def ge(self, other):
        return not self.lt(other)

    def int_eq(self, iother):
        if self.size > 1:
            return iother == _MIN_INT and self.fits_int()
        return self.sign * intmask(self._digits[0]) == iother

    def int_ne(self, iother):
        return not self.int_eq(iother)

    def int_lt(self, iother):
        if self.size > 1:
            if self.sign < 0:
                return not (iother == _MIN_INT and self.fits_int())
            return False
        return self.sign * intmask(self._digits[0]) < iother

    def int_le(self, iother):
        return self.int_lt(iother) or self.int_eq(iother)

    def int_gt(self, iother):
        return not self.int_le(iother)

    def int_ge(self, iother):
        return not self.int_lt(iother)

    # ---- addition, multiplication ---------------------------------------------------

    @jit.elidable
    def add(self, other):
        if self.sign == 0:
            return other
        if other.sign == 0:
            return self
        if self.sign == other.sign:
            return add_magnitudes(self, other, self.sign)
        return sub_magnitudes(self, other, self.sign)

    @jit.elidable
    def sub(self, other):
        if other.sign == 0:
            return self
        if self.sign == 0:
            return rbigint(other._digits, -other.sign, other.size)
        if self.sign == other.sign:
            return sub_magnitudes(self, other, self.sign)
        return add_magnitudes(self, other, self.sign)

    @jit.elidable
    def mul(self, other):
        return multiply(self, other)

    @jit.elidable
    def int_add(self, iother):
        return self.add(rbigint.fromint(iother))

    @jit.elidable
    def int_sub(self, iother):
        return self.sub(rbigint.fromint(iother))

    @jit.elidable
    def int_mul(self, iother):
        return multiply(self, rbigint.fromint(iother))

    @staticmethod
    @jit.elidable
    def add_int_int_bigint_result(iself, iother):
        return rbigint.fromint(iself).int_add(iother)

    @staticmethod
    @jit.elidable
    def sub_int_int_bigint_result(iself, iother):
        return rbigint.fromint(iself).int_sub(iother)

    @staticmethod
    @jit.elidable
    def mul_int_int_bigint_result(iself, iother):
        return rbigint.fromint(iself).int_mul(iother)

    @staticmethod
    @jit.elidable
    def lshift_int_int_bigint_result(iself, iother):
        return rbigint.fromint(iself).lshift(iother)

    # ---- division: floors, as Python's -----------------------------------------------

    @jit.elidable
    def divmod(self, other):
        """(floor(self / other), the rest, of the sign of other);
        ZeroDivisionError."""
        quotient, rest = _divrem(self, other)
        if rest.sign * other.sign == -1:
            rest = rest.add(other)
            quotient = quotient.sub(ONERBIGINT)
        return quotient, rest

    def int_divmod(self, iother):
        return self.divmod(rbigint.fromint(iother))

    @jit.elidable
    def floordiv(self, other):
        return self.divmod(other)[0]

    def div(self, other):
        return self.floordiv(other)

    @jit.elidable
    def int_floordiv(self, iother):
        return self.divmod(rbigint.fromint(iother))[0]

    def int_div(self, iother):
        return self.int_floordiv(iother)

    @jit.elidable
    def mod(self, other):
        return self.divmod(other)[1]

    @jit.elidable
    def int_mod(self, iother):
        return self.divmod(rbigint.fromint(iother))[1]

    @jit.elidable
    def int_mod_int_result(self, iother):
        return self.int_mod(iother).toint()

    @jit.elidable
    def truediv(self, other):
        """The nearest float of the exact quotient."""
        return _true_divide(self, other)

    # ---- powers and roots -----------------------------------------------------------

    @jit.elidable
    def pow(self, other, modulus=None):
        """self ** other, modulo `modulus` if given. ValueError for a negative
        exponent or a zero modulus."""
        if modulus is not None:
            return _pow_modulo(self, other, modulus)
        if other.sign < 0:
            raise ValueError("pow() with a negative exponent")
        if other.sign == 0:
            return ONERBIGINT
        if self.sign == 0:
            return NULLRBIGINT
        if self.size == 1 and self._digits[0] == ONEDIGIT:
            if self.sign < 0 and other._digits[0] & ONEDIGIT == NULLDIGIT:
                return ONERBIGINT
            return self
        if self.size == 1 and self._digits[0] == r_uint(2):
            power = ONERBIGINT.lshift(other.toint())
            if self.sign < 0 and other._digits[0] & ONEDIGIT:
                return power.neg()
            return power
        return _pow_positive(self, other)

    @jit.elidable
    def int_pow(self, iother, modulus=None):
        return self.pow(rbigint.fromint(iother), modulus)

    @jit.elidable
    def isqrt(self):
        """floor(sqrt(self)); ValueError if negative."""
        if self.sign < 0:
            raise ValueError("isqrt() argument must be nonnegative")
        if self.sign == 0:
            return NULLRBIGINT
        # Newton's iteration from above
        guess = ONERBIGINT.lshift((self.bit_length() + 1) // 2)
        while True:
            better = guess.add(self.floordiv(guess)).rshift(1)
            if better.ge(guess):
                return guess
            guess = better

    @jit.elidable
    def gcd(self, other):
        a = self.abs()
        b = other.abs()
        while b.size > 1:
            a, b = b, a.mod(b)
        if b.sign == 0:
            return a
        x = b._digits[0]
        y = a.mod(b)._digits[0]
        while y != NULLDIGIT:
            x, y = y, x % y
        return rbigint([x], 1, 1)

    def log(self, base):
        """The logarithm to that base, 0.0 for e; ValueError unless positive."""
        if base == 10.0:
            return _log(self, 10.0)
        result = _log(self, 0.0)
        if base != 0.0:
            result /= math.log(base)
        return result

    # ---- sign -----------------------------------------------------------------------

    @jit.elidable
    def neg(self):
        return rbigint(self._digits, -self.sign, self.size)

    @jit.elidable
    def abs(self):
        if self.sign >= 0:
            return self
        return rbigint(self._digits, 1, self.size)

    @jit.elidable
    def invert(self):
        return self.add(ONERBIGINT).neg()

    # ---- bits ---------------------------------------------------------------------------

    @jit.elidable
    def lshift(self, int_other):
        if int_other < 0:
            raise ValueError("negative shift count")
        if self.sign == 0 or int_other == 0:
            return self
        return shift_left(self, int_other // SHIFT, int_other % SHIFT)

    @jit.elidable
    def lqshift(self, int_other):
        return self.lshift(int_other)

    @jit.elidable
    def rshift(self, int_other, dont_invert=False):
        """Shifts towards minus infinity (towards zero with dont_invert)."""
        if int_other < 0:
            raise ValueError("negative shift count")
        if int_other == 0 or self.sign == 0:
            return self
        if self.sign < 0 and not dont_invert:
            return self.invert().rshift(int_other).invert()
        return shift_right(self, int_other // SHIFT, int_other % SHIFT)

    def rqshift(self, int_other):
        return self.rshift(int_other, True)

    @jit.elidable
    def and_(self, other):
        return bitwise(self, '&', other)

    @jit.elidable
    def or_(self, other):
        return bitwise(self, '|', other)

    @jit.elidable
    def xor(self, other):
        return bitwise(self, '^', other)

    def int_and_(self, iother):
        return self.and_(rbigint.fromint(iother))

    def int_or_(self, iother):
        return self.or_(rbigint.fromint(iother))

    def int_xor(self, iother):
        return self.xor(rbigint.fromint(iother))

    @jit.elidable
    def abs_rshift_and_mask(self, bigshiftcount, mask):
        """(abs(self) >> bigshiftcount) & mask, as an int; mask is of one digit."""
        count = intmask(bigshiftcount)
        return intmask(self.rshift(count, True)._digits[0] & r_uint(mask))

    @jit.elidable
    def bit_length(self):
        """Bits of the magnitude; OverflowError if that is no int."""
        if self.sign == 0:
            return 0
        return ovfcheck((self.size - 1) * SHIFT) + bits_in_digit(
            self._digits[self.size - 1])

    @jit.elidable
    def bit_count(self):
        count = 0
        for i in range(self.size):
            digit = self._digits[i]
            while digit != NULLDIGIT:
                digit &= digit - ONEDIGIT
                count += 1
        return count

    def __repr__(self):
        return "<rbigint %s>" % self.str()


NULLRBIGINT = rbigint()
ONERBIGINT = rbigint([ONEDIGIT], 1, 1)
ONENEGATIVERBIGINT = rbigint([ONEDIGIT], -1, 1)


@specialize.argtype(0)
def _from_any_int(i):
    if i < 0:
        # the magnitude of the lowest value does not fit the signed type
        value = _from_unsigned(r_uint(-(i + 1))).add(ONERBIGINT)
        return value.neg()
    return _from_unsigned(r_uint(i))


def _from_unsigned(u):
    if u <= UMASK:
        return rbigint([u], 1, 1)
    return rbigint([u & UMASK, ONEDIGIT], 1, 2)


def int_in_valid_range(x):
    """Does the int's magnitude fit one digit?"""
    return x != _MIN_INT


def intsign(i):
    if i == 0:
        return 0
    if i < 0:
        return -1
    return 1


def bits_in_digit(d):
    """The position of the highest bit, counted from 1; 0 for 0."""
    bits = 0
    if d >> r_uint(32):
        bits += 32
        d >>= r_uint(32)
    if d >> r_uint(16):
        bits += 16
        d >>= r_uint(16)
    if d >> r_uint(8):
        bits += 8
        d >>= r_uint(8)
    if d >> r_uint(4):
        bits += 4
        d >>= r_uint(4)
    if d >> r_uint(2):
        bits += 2
        d >>= r_uint(2)
    if d >> r_uint(1):
        bits += 1
        d >>= r_uint(1)
    return bits + intmask(d)


def _divrem(a, b):
    """(quotient, rest) rounded towards zero; the rest has the sign of a."""
    if b.sign == 0:
        raise ZeroDivisionError("long division or modulo by zero")
    quotient, rest = divide_magnitudes(a, b)
    if a.sign != b.sign:
        quotient = rbigint(quotient._digits, -quotient.sign, quotient.size)
    if a.sign < 0:
        rest = rbigint(rest._digits, -rest.sign, rest.size)
    return quotient, rest


def _divrem1(a, n):
    """Magnitude of a divided by the positive int n: (rbigint, int)."""
    quotient, rest = divide_by_digit(a, r_uint(n))
    return quotient, intmask(rest)


def _rounded_mantissa(value, bits):
    """(m, e): m * 2**e is the float nearest to the magnitude; m < 2**53 + 1."""
    shift = bits - 55
    if shift <= 0:
        mantissa = intmask(value._digits[0]) << (-shift)
        sticky = 0
    else:
        top = value.rshift(shift, True)
        mantissa = intmask(top._digits[0])
        sticky = int(_has_bits_below(value, shift))
    # two bits more than a float keeps: round half to even on them
    low = mantissa & 3
    mantissa >>= 2
    if low == 3 or (low == 2 and (sticky or mantissa & 1)):
        mantissa += 1
    return float(mantissa), shift + 2


def _has_bits_below(value, position):
    digits = position // SHIFT
    for i in range(digits):
        if value._digits[i] != NULLDIGIT:
            return True
    mask = (ONEDIGIT << r_uint(position % SHIFT)) - ONEDIGIT
    return value._digits[digits] & mask != NULLDIGIT


def _true_divide(a, b):
    if b.sign == 0:
        raise ZeroDivisionError("long division or modulo by zero")
    if a.sign == 0:
        return 0.0
    # A quotient of at least 56 bits, and whether something is left over.
    shift = b.bit_length() - a.bit_length() + 57
    dividend = a.abs()
    divisor = b.abs()
    if shift >= 0:
        dividend = dividend.lshift(shift)
    else:
        divisor = divisor.lshift(-shift)
    quotient, rest = divide_magnitudes(dividend, divisor)
    if rest.sign != 0:
        quotient = quotient.or_(ONERBIGINT)
    result = _scale_exactly(quotient, -shift)
    if a.sign != b.sign:
        return -result
    return result


def _scale_exactly(quotient, exponent):
    """quotient * 2**exponent, rounded once, also where it is subnormal."""
    bits = quotient.bit_length()
    lowest = bits - 53
    if exponent + lowest < -1074:
        lowest = -1074 - exponent
    if lowest > bits + 1:
        return 0.0
    if lowest <= 0:
        mantissa = quotient.toint()
        lowest = 0
    else:
        mantissa = quotient.rshift(lowest).toint()
        half = quotient.rshift(lowest - 1)._digits[0] & ONEDIGIT
        if half != NULLDIGIT and (mantissa & 1 or _has_bits_below(quotient, lowest - 1)):
            mantissa += 1
    try:
        return math.ldexp(float(mantissa), exponent + lowest)
    except OverflowError:
        raise OverflowError("long/long too large for a float")


def _log(value, base):
    """To the base 10.0 or (0.0) e."""
    if value.sign <= 0:
        raise ValueError("math domain error")
    mantissa, exponent = _rounded_mantissa(value, value.bit_length())
    if base == 10.0:
        return math.log10(mantissa) + exponent * math.log10(2.0)
    return math.log(mantissa) + exponent * math.log(2.0)


def _pow_positive(base, exponent):
    result = ONERBIGINT
    i = exponent.size - 1
    while i >= 0:
        digit = exponent._digits[i]
        bit = SHIFT - 1
        while bit >= 0:
            if result.size > 1 or result._digits[0] != ONEDIGIT:
                result = multiply(result, result)
            if (digit >> r_uint(bit)) & ONEDIGIT:
                result = multiply(result, base)
            bit -= 1
        i -= 1
    return result


def _pow_modulo(base, exponent, modulus):
    if modulus.sign == 0:
        raise ValueError("pow() 3rd argument cannot be 0")
    if exponent.sign < 0:
        raise TypeError("pow() 2nd argument cannot be negative when 3rd argument specified")
    m = modulus.abs()
    base = base.mod(m)
    result = ONERBIGINT.mod(m)
    i = exponent.size - 1
    while i >= 0:
        digit = exponent._digits[i]
        bit = SHIFT - 1
        while bit >= 0:
            result = multiply(result, result).mod(m)
            if (digit >> r_uint(bit)) & ONEDIGIT:
                result = multiply(result, base).mod(m)
            bit -= 1
        i -= 1
    if modulus.sign < 0 and result.sign != 0:
        result = result.add(modulus)
    return result


from rpython.rlib.rbigdigits import (
    add_magnitudes, sub_magnitudes, compare, multiply, divide_magnitudes,
    divide_by_digit, shift_left, shift_right, bitwise)
