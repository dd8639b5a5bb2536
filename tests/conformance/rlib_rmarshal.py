# rmarshal: every type there and back, the bytes of Python's marshal, and what does not fit.
from rpython.rlib.rarithmetic import r_longlong
from rpython.rlib.rmarshal import CannotMarshal, get_loader, get_marshaller, get_unmarshaller

dump_int = get_marshaller(int)
load_int = get_unmarshaller(int)
dump_row = get_marshaller((str, [float], bool))
load_row = get_unmarshaller((str, [float], bool))
dump_table = get_marshaller({int: [str]})
load_table = get_unmarshaller({int: [str]})
load_texts = get_unmarshaller([str])

try:
    get_marshaller(unicode)
    REFUSED = False
except CannotMarshal:
    REFUSED = True


def show(buf):
    print repr(''.join(buf)).replace('\\x', '~')


def ints():
    for x in [0, 5, -555, 0x7fffffff, -0x80000000, 0x80000000, -0x123456789abcd]:
        buf = []
        dump_int(buf, x)
        show(buf)
        print int(load_int(''.join(buf)) == x)
    buf = []
    get_marshaller(r_longlong)(buf, r_longlong(77))
    print int(get_unmarshaller(r_longlong)(''.join(buf)))


def containers(n):
    buf = []
    dump_row(buf, ('name', [1.5, n * 0.25, -2.0], n > 3))
    show(buf)
    name, numbers, flag = load_row(''.join(buf))
    print name, len(numbers), int(numbers[1] == n * 0.25), int(flag)
    buf = []
    dump_table(buf, {n: ['a', 'bc'], -1: []})
    show(buf)
    table = load_table(''.join(buf))
    print len(table), table[n][1], len(table[-1])


def wrong(text):
    try:
        print len(load_texts(text))
    except ValueError:
        print 'no list of strings'


def entry_point(argv):
    print int(REFUSED)
    ints()
    containers(len(argv) + 3)
    wrong('[\x01\x00\x00\x00s\x02\x00\x00\x00ab')
    wrong('[\x01\x00\x00\x00s\x03\x00\x00\x00ab')
    wrong('[\x01\x00\x00\x00i\x03\x00\x00\x00')
    wrong('[\x00\x00\x00\x00s')
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
