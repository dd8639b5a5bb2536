# rbigint: limits for the length of texts; numbers from every kind of integer; results
# of operations on two machine words; what is refused.
from rpython.rlib.rarithmetic import intmask, r_longlong, r_uint, r_ulonglong
from rpython.rlib.rbigint import InvalidEndiannessError, InvalidSignednessError, MaxIntError, rbigint


def text(value, limit):
    try:
        return value.str(limit)
    except MaxIntError:
        return 'too long'


def decimal(value, limit):
    try:
        return value.format('0123456789', '<', '>', limit)
    except MaxIntError:
        return 'too long'


def bits(value, limit):
    return str(len(value.format('01', '', '', limit)))


def entry_point(argv):
    n = len(argv)
    big = rbigint.fromint(n + 41).pow(rbigint.fromint(25))
    for limit in [0, 1, 18, 40, 41, 42, 1000]:
        print limit, text(big, limit), decimal(big.neg(), limit), bits(big, limit)
    for limit in [2, 3, 4]:
        print text(rbigint.fromint(-999 * n), limit), decimal(rbigint.fromint(1000 * n), limit)
    print text(rbigint.fromint(10).pow(rbigint.fromint(5000)), 4300)
    print len(text(rbigint.fromint(10).pow(rbigint.fromint(4299)), 4300))

    numbers = [rbigint.fromrarith_int(n), rbigint.fromrarith_int(r_uint(-n)),
               rbigint.fromrarith_int(r_longlong(-5 * n)),
               rbigint.fromrarith_int(r_ulonglong(1) << 63)]
    for number in numbers:
        print number.str(), number.bit_length(), number.get_sign()
    word = n << 62
    for number in [rbigint.add_int_int_bigint_result(word, word),
                   rbigint.sub_int_int_bigint_result(-word, word),
                   rbigint.mul_int_int_bigint_result(word, -word),
                   rbigint.lshift_int_int_bigint_result(-n, 100),
                   rbigint.from_list_n_bits([1, 2, n, 4], 31)]:
        print number.str(), intmask(number.uintmask()), int(number.fits_int())
    print intmask(big.abs_rshift_and_mask(r_ulonglong(64), 255))
    for attempt in range(5):
        try:
            if attempt == 0:
                big.tobytes(2, 'little', True)
            elif attempt == 1:
                big.neg().tobytes(30, 'little', False)
            elif attempt == 2:
                big.tobytes(30, 'middle', False)
            elif attempt == 3:
                big.lshift(-n)
            else:
                rbigint.fromint(-n).isqrt()
        except OverflowError:
            print 'OverflowError'
        except InvalidSignednessError:
            print 'InvalidSignednessError'
        except InvalidEndiannessError:
            print 'InvalidEndiannessError'
        except ValueError:
            print 'ValueError'
    return 0


def target(driver, args):
    return entry_point, None
