# SipHash-2-4: known values with the key zero and with another one.
from rpython.rlib.rarithmetic import intmask, r_uint64
from rpython.rlib.rsiphash import enable_siphash24, seed, select_random_seed
from rpython.rlib.rsiphash import siphash24, siphash24_with_key


def entry_point(argv):
    enable_siphash24()
    for text in ['', 'h', 'hello', 'hello wo', 'hello world', 'hello world\xf3\x80']:
        print intmask(siphash24(text))
    reference_key = ''.join([chr(i) for i in range(16)])
    text = ''.join([chr(i) for i in range(15)])
    select_random_seed(reference_key)
    print int(siphash24(text) == r_uint64(0xa129ca6149be45e5))
    print int(siphash24_with_key(text, seed.k0l, seed.k1l) == siphash24(text))
    print intmask(siphash24_with_key('abc', r_uint64(1)))
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
