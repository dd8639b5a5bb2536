# Floats to integers, unsigned ones too.
from rpython.rlib.rarithmetic import intmask, r_longlong, r_uint, r_ulonglong


def entry_point(argv):
    one = float(len(argv)) / float(len(argv))
    for x in [one * 12.75, one * 9.3e18, one * 18.4e18]:
        print r_uint(x), r_ulonglong(x)
    for x in [one * -12.75, one * 12.75, one * 4e9]:
        print int(x), r_longlong(x), intmask(int(x))
    print int(float(r_uint(one * 9.3e18)) == 9.3e18)
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
