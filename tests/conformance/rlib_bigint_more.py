# rbigint: bytes, lists of bits, floats, powers, roots, int variants, hashes, formats.
from rpython.rlib.rbigint import rbigint, _divrem, _divrem1, SHIFT, MASK, BASE10, BASE8, BASE16
from rpython.rlib.rbigint import NULLRBIGINT, ONERBIGINT, int_in_valid_range, intsign
from rpython.rlib.rbigint import InvalidEndiannessError, InvalidSignednessError
from rpython.rlib.rarithmetic import r_uint, intmask
from rpython.rlib.longlong2float import float2longlong


def hexs(s):
    return "".join(["%02x" % ord(c) for c in s])


def tofloat(x):
    try:
        return str(float2longlong(x.tofloat()))
    except OverflowError:
        return "ovf"


def tobytes(x, n, order, signed):
    try:
        return hexs(x.tobytes(n, order, signed))
    except OverflowError:
        return "ovf"
    except InvalidSignednessError:
        return "sign"
    except InvalidEndiannessError:
        return "endian"


def touint(x):
    try:
        return str(intmask(x.touint()))
    except OverflowError:
        return "ovf"
    except ValueError:
        return "val"


def entry_point(argv):
    big = rbigint.fromdecimalstr(argv[1])
    vals = [big, big.neg(), NULLRBIGINT, ONERBIGINT, rbigint.fromint(-255), rbigint.fromint(1 << 62),
            rbigint.fromdecimalstr("9223372036854775808"), rbigint.fromdecimalstr("-9223372036854775808"),
            rbigint.fromdecimalstr("18446744073709551616"), ONERBIGINT.lshift(200).int_sub(1)]
    for x in vals:
        print tofloat(x), x.bit_length(), x.bit_count(), touint(x), intmask(x.uintmask()), x.hash()
        for n in [1, 8, 9, 30]:
            print tobytes(x, n, "big", True), tobytes(x, n, "little", False),
        print
        print x.format(BASE8), x.format(BASE16, "<", ">"), x.format("01"), x.format(BASE10)
        for i in [3, -7, 1000000007, 1 << 62, -9223372036854775807 - 1]:
            print x.int_add(i).str(), x.int_sub(i).str(), x.int_mul(i).str(), x.int_and_(i).str(), x.int_or_(i).str(), x.int_xor(i).str(),
            print x.int_mod(i).str(), x.int_floordiv(i).str(), int(x.int_lt(i)), int(x.int_eq(i)), int(x.int_ge(i)), x.int_mod_int_result(i),
            q, r = x.int_divmod(i)
            print q.str(), r.str()
        for n in [0, 1, 2, 5]:
            print x.int_pow(n).str(), x.pow(rbigint.fromint(n), rbigint.fromint(97)).str(), x.rqshift(n).str(), x.rshift(n * 20).str(),
        print x.lqshift(3).str()
        if x.get_sign() >= 0:
            print x.isqrt().str(), x.gcd(rbigint.fromint(720)).str()
        print int(x.abs_rshift_and_mask(r_uint(5), 31))
    print rbigint.frombytes("\x01\x02\x03", "big", False).str(), rbigint.frombytes("\xff\xfe", "little", True).str(), rbigint.frombytes("", "big", True).str()
    print rbigint.frombytes("\x80" + "\x00" * 20, "big", True).str()
    print rbigint.fromfloat(1e30).str(), rbigint.fromfloat(-12345.678).str(), rbigint.fromfloat(0.3).str()
    for f in [1e400, 1e400 - 1e400]:
        try:
            rbigint.fromfloat(f)
        except OverflowError:
            print "ovf"
        except ValueError:
            print "nan"
    q, r = _divrem(big.neg(), rbigint.fromint(1000))
    print q.str(), r.str()
    q, n = _divrem1(big, 1000)
    print q.str(), intmask(n)
    print float2longlong(big.truediv(rbigint.fromint(7))), float2longlong(rbigint.fromint(1).truediv(big))
    print SHIFT, intmask(MASK), int(int_in_valid_range(-9223372036854775807 - 1)), intsign(-5), intsign(0)
    print rbigint.frombool(True).str(), rbigint.fromrarith_int(r_uint(5)).str(), rbigint.fromrarith_int(r_uint(-1)).str()
    print int(big.ne(big)), int(big.le(big)), int(big.gt(NULLRBIGINT)), big.invert().str(), big.abs().str(), int(big.fits_int())
    print rbigint.fromstr("0x1F").str(), rbigint.fromstr("0b101").str(), rbigint.fromstr("zz", 36).str(), rbigint.fromstr("1_000", 10, allow_underscores=True).str()
    a = ONERBIGINT.lshift(5000).int_add(12345)
    b = ONERBIGINT.lshift(3000).int_sub(1)
    c = a.mul(b)
    q, r = c.int_add(7).divmod(a)
    print int(q.eq(b)), r.str(), c.mod(b).str(), len(c.str()), c.str()[:40]
    s = c.str()
    print int(rbigint.fromdecimalstr(s).eq(c)), len(c.hex()), c.hash()
    try:
        big.pow(rbigint.fromint(-1))
    except ValueError:
        print "ValueError"
    try:
        big.lshift(-1)
    except ValueError:
        print "ValueError"
    try:
        big.divmod(NULLRBIGINT)
    except ZeroDivisionError:
        print "ZeroDivisionError"
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
