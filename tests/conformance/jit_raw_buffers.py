# translated-only
# Raw memory that a loop allocates and frees: kept as values while nothing else sees it; real where a guard fails in the
# middle, where it is given away, where other bytes are read than were written, and where it lives on.
from rpython.rlib import jit
from rpython.rlib.rarithmetic import intmask, r_uint
from rpython.rtyper.lltypesystem import lltype, rffi

PAIR = lltype.Struct('PAIR', ('x', lltype.Signed), ('small', rffi.SHORT), ('byte', rffi.UCHAR),
                     ('f', lltype.Float), ('single', rffi.FLOAT))
LONGS = rffi.CArray(rffi.LONG)
BYTES = rffi.CArray(rffi.UCHAR)

reds = ['n', 'total']
values_driver = jit.JitDriver(greens=[], reds=reds, name='values')
middle_driver = jit.JitDriver(greens=[], reds=reds, name='middle')
escape_driver = jit.JitDriver(greens=[], reds=reds, name='escape')
overlap_driver = jit.JitDriver(greens=[], reds=reds, name='overlap')
carry_driver = jit.JitDriver(greens=[], reds=['n', 'total', 'buf'], name='carry')
raise_driver = jit.JitDriver(greens=[], reds=reds, name='raise')
holder_driver = jit.JitDriver(greens=[], reds=reds, name='holder')

INNER = lltype.Struct('INNER', ('a', lltype.Signed), ('b', rffi.INT))
OUTER = lltype.Struct('OUTER', ('first', INNER), ('second', INNER), ('last', lltype.Signed))
inside_driver = jit.JitDriver(greens=[], reds=reds, name='inside')

strlen = rffi.llexternal('strlen', [rffi.CCHARP], rffi.SIZE_T)


def values(n):
    total = 0
    while n > 0:
        values_driver.jit_merge_point(n=n, total=total)
        with lltype.scoped_alloc(PAIR) as p:
            p.x = n
            p.small = rffi.cast(rffi.SHORT, n * 1000)
            p.byte = rffi.cast(rffi.UCHAR, n * 3)
            p.f = n * 0.5
            p.single = rffi.cast(rffi.FLOAT, n * 0.25)
            p.x += 1
            total += p.x + rffi.cast(lltype.Signed, p.small) + rffi.cast(lltype.Signed, p.byte)
            total += int(p.f) + int(rffi.cast(lltype.Float, p.single) * 4.0)
        with lltype.scoped_alloc(LONGS, 4) as a:
            a[0] = n
            a[3] = a[0] * 2
            a[0] = a[3] + 1
            total ^= a[0] + a[3]
        n -= 1
    return total


def middle(n):
    total = 0
    while n > 0:
        middle_driver.jit_merge_point(n=n, total=total)
        a = lltype.malloc(LONGS, 3, flavor='raw')
        p = lltype.malloc(PAIR, flavor='raw')
        a[0] = n
        a[2] = n * n
        p.x = n + 7
        p.small = rffi.cast(rffi.SHORT, -n)
        p.f = n * 1.5
        if n % 7 == 0:
            a[0] += 100
            p.x -= 5
            if n % 3 == 0:
                total -= int(p.f)
                p.f = 2.0
        total += a[0] + a[2] + p.x + rffi.cast(lltype.Signed, p.small) + int(p.f)
        lltype.free(p, flavor='raw')
        lltype.free(a, flavor='raw')
        n -= 1
    return total


@jit.dont_look_inside
def sum_of(a, count):
    total = 0
    for i in range(count):
        total += a[i]
    a[0] = -1
    return total


def escape(n):
    total = 0
    while n > 0:
        escape_driver.jit_merge_point(n=n, total=total)
        with lltype.scoped_alloc(LONGS, 5) as a:
            for_all = n & 3
            a[0] = n
            a[1] = for_all
            a[2] = 2
            a[3] = 3
            a[4] = 4
            total += sum_of(a, 5) + a[0]
        text = lltype.malloc(rffi.CCHARP.TO, 4, flavor='raw')
        text[0] = 'a'
        text[1] = chr(n & 1)
        text[2] = 'c'
        text[3] = '\x00'
        total += intmask(strlen(text)) * 1000
        lltype.free(text, flavor='raw')
        n -= 1
    return total


def overlap(n):
    total = 0
    while n > 0:
        overlap_driver.jit_merge_point(n=n, total=total)
        a = lltype.malloc(LONGS, 2, flavor='raw', zero=True)
        a[0] = n * 257
        bytes = rffi.cast(rffi.CArrayPtr(rffi.UCHAR), a)
        total += rffi.cast(lltype.Signed, bytes[0]) + rffi.cast(lltype.Signed, bytes[1]) * 3 + a[1]
        signed = rffi.cast(rffi.CArrayPtr(rffi.SIGNEDCHAR), a)
        signed[0] = rffi.cast(rffi.SIGNEDCHAR, -1)
        total += rffi.cast(lltype.Signed, bytes[0]) + (a[0] & 0xffff)
        at = n % 2
        a[at] = 5
        total += a[0] * 2 + a[1]
        after = rffi.ptradd(bytes, 8)
        total += rffi.cast(lltype.Signed, after[0])
        if not a:
            total = -1
        lltype.free(a, flavor='raw')
        n -= 1
    return total


# The buffer of an iteration is freed in the next one.
def carry(n):
    total = 0
    buf = lltype.malloc(LONGS, 2, flavor='raw')
    buf[0] = 1
    buf[1] = 2
    while n > 0:
        carry_driver.jit_merge_point(n=n, total=total, buf=buf)
        next = lltype.malloc(LONGS, 2, flavor='raw')
        next[0] = buf[1]
        next[1] = buf[0] + n
        total ^= next[0]
        lltype.free(buf, flavor='raw')
        buf = next
        n -= 1
    total += buf[0] - buf[1]
    lltype.free(buf, flavor='raw')
    return total


# Addresses inside of a buffer, also where a guard fails.
def inside(n):
    total = 0
    while n > 0:
        inside_driver.jit_merge_point(n=n, total=total)
        o = lltype.malloc(OUTER, flavor='raw')
        second = o.second
        second.a = n
        second.b = rffi.cast(rffi.INT, -n)
        o.last = 3
        buf = lltype.malloc(rffi.CCHARP.TO, 24, flavor='raw')
        middle = rffi.cast(rffi.LONGP, rffi.ptradd(buf, 8))
        middle[0] = n * 5
        if n % 6 == 0:
            second.a += 1000
            middle[1] = n
            total += middle[1]
            if n % 4 == 0:
                o.first.a = 1
                total += o.first.a
        total += o.second.a + rffi.cast(lltype.Signed, o.second.b) * 2 + o.last
        total += rffi.cast(rffi.LONGP, buf)[1]
        lltype.free(o, flavor='raw')
        lltype.free(buf, flavor='raw')
        n -= 1
    return total


def checked(a, n):
    if n % 11 == 0:
        raise ValueError
    return a[0] + a[1]


def raising(n):
    total = 0
    while n > 0:
        raise_driver.jit_merge_point(n=n, total=total)
        a = lltype.malloc(LONGS, 2, flavor='raw')
        try:
            a[0] = n
            a[1] = 2
            total += checked(a, n)
        except ValueError:
            total += a[0] * 10
        finally:
            lltype.free(a, flavor='raw')
        n -= 1
    return total


class Holder(object):
    def __init__(self, n):
        self.raw = lltype.malloc(LONGS, 2, flavor='raw')
        self.raw[0] = n
        self.closed = False

    def close(self):
        if not self.closed:
            self.closed = True
            lltype.free(self.raw, flavor='raw')


class Keeper(object):
    last = None

keeper = Keeper()


def holder(n):
    total = 0
    while n > 0:
        holder_driver.jit_merge_point(n=n, total=total)
        h = Holder(n)
        h.raw[1] = n + 2
        if n % 5 == 0:
            if keeper.last is not None:
                total += keeper.last.raw[0] * keeper.last.raw[1]
                keeper.last.close()
            keeper.last = h
        else:
            total += h.raw[0] + h.raw[1]
            h.close()
        n -= 1
    return total


def main(argv):
    jit.set_param(None, 'threshold', 9)
    jit.set_param(None, 'trace_eagerness', 3)
    print values(500)
    print middle(1000)
    print escape(500)
    print overlap(500)
    print inside(500)
    print carry(500)
    print raising(500)
    print holder(500)
    keeper.last.close()
    return 0


def target(driver, args):
    return main, None


if __name__ == '__main__':
    import sys
    main(sys.argv)
