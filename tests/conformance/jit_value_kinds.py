# Values of all kinds in compiled loops: floats, characters, narrow integers, strings, unicode,
# lists, dicts, tuples.
from rpython.rlib.jit import JitDriver, promote
from rpython.rlib.rarithmetic import r_uint, intmask, r_singlefloat
from rpython.rlib.rstring import StringBuilder

floats = JitDriver(greens=['kind'], reds=['n', 'x', 'y'])
strings = JitDriver(greens=['name'], reds=['n', 'text', 'builder', 'table'])
lists = JitDriver(greens=[], reds=['n', 'items', 'total', 'pair'])


def run_floats(kind, n):
    x = 0.5
    y = r_uint(7)
    while n > 0:
        floats.jit_merge_point(kind=kind, n=n, x=x, y=y)
        if kind == 'a':
            x = x * 1.5 - float(n) / 3.0
            if x > 1e6 or x < -1e6:
                x = x / 1e6
        else:
            x = abs(x - n * 0.25)
            if int(x) & 1:
                x = -x
        y = y * r_uint(31) ^ r_uint(n)
        n -= 1
    return x, y


def run_strings(name, n):
    text = ''
    builder = StringBuilder()
    table = {}
    while n > 0:
        strings.jit_merge_point(name=name, n=n, text=text, builder=builder, table=table)
        text = text + chr(ord('a') + n % 26)
        if len(text) > 20:
            text = text[5:]
        if text.startswith('abc') or text == name:
            builder.append(text)
        key = text[:1]
        table[key] = table.get(key, 0) + n
        if n % 10 == 0:
            builder.append_multiple_char(name[0], 2)
        n -= 1
    total = 0
    for key in table:
        total += table[key] * ord(key[0])
    return text, builder.build(), total


def run_lists(n):
    items = [0]
    total = 0
    pair = (1, 'x')
    while n > 0:
        lists.jit_merge_point(n=n, items=items, total=total, pair=pair)
        items.append(n)
        if len(items) > 8:
            del items[0]
        total += items[len(items) // 2] * pair[0]
        if n % 3 == 0:
            pair = (pair[0] ^ n, pair[1])
        if n % 16 == 0:
            items = items[1:]
            items.reverse()
        n -= 1
    return total, len(items), pair[0]


def entry_point(argv):
    for kind in ['a', 'b']:
        x, y = run_floats(kind, 500)
        print kind, int(x * 1000.0), intmask(y)
    for name in ['abc', 'z']:
        text, built, total = run_strings(name, 300)
        print name, text, built, total
    total, length, first = run_lists(400)
    print total, length, first
    return 0


def target(driver, args):
    return entry_point, None
