# What is built has the length of what was appended, also for the trace that has made the builder's buffer.
from rpython.rlib import jit
from rpython.rlib.rfloat import formatd
from rpython.rlib.rstring import StringBuilder, UnicodeBuilder

driver = jit.JitDriver(greens=['kind'], reds=['n', 'total', 's', 'u'])


@jit.unroll_safe
def built(kind, n, s):
    builder = StringBuilder(20)
    builder.append(s)
    if kind == 0:
        builder.append(chr(97 + n % 26))
    elif kind == 1:
        builder.append_slice(s, 0, 1)
    elif kind == 2:
        builder.append_multiple_char('-', n & 7)
    elif kind == 3:
        for k in range(30):
            builder.append('+')
    return builder.build()


def built_unicode(n, u):
    builder = UnicodeBuilder()
    builder.append(u)
    builder.append(unichr(0x100 + n % 64))
    return builder.build()


def run(kind, n):
    total = 0
    s = 'abc'
    u = u'\xe9'
    while n > 0:
        driver.jit_merge_point(kind=kind, n=n, total=total, s=s, u=u)
        if kind == 4:
            u = built_unicode(n, u)
            if len(u) > 9:
                u = u[5:]
            total += len(u) + ord(u[len(u) - 1])
        elif kind == 5:
            s = formatd(float(n) / 8.0, 'r', 0)
            total += len(s)
        else:
            s = built(kind, n, s)
            length = len(s)
            if length > 12:
                start = length - 7
                assert start >= 0
                s = s[start:]
            total += length + ord(s[len(s) - 1])
        n -= 1
    return '%d %s %d' % (total, s, len(u))


def entry_point(argv):
    jit.set_user_param(None, 'threshold=3,trace_eagerness=2')
    for kind in range(6):
        print kind, run(kind, 100)
    return 0


def target(driver, args):
    return entry_point, None
