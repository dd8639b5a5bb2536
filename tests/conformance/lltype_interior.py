# Pointers into GC containers that are kept across branches and loops.
from rpython.rtyper.lltypesystem import lltype

ENTRY = lltype.Struct('ENTRY', ('key', lltype.Signed), ('used', lltype.Bool))
ENTRIES = lltype.GcArray(ENTRY)
TABLE = lltype.GcStruct('TABLE', ('count', lltype.Signed), ('rows', lltype.Array(ENTRY)))
PAIR = lltype.GcStruct('PAIR', ('first', ENTRY), ('second', ENTRY))


def branch(n):
    entries = lltype.malloc(ENTRIES, 3, zero=True)
    if n > 4:
        entry = entries[0]
    else:
        entry = entries[n]
    entry.key = 3
    return entries[0].key * 10 + entries[2].key


def loop(n):
    table = lltype.malloc(TABLE, n, zero=True)
    for i in range(n):
        row = table.rows[i]
        if i % 2:
            row.used = True
        while row.key < i * i:
            row.key += 1
            if row.key == 20:
                break
    total = 0
    for i in range(n):
        row = table.rows[i]
        if not row.used:
            continue
        total = total * 100 + row.key
    return total


def fields(n):
    pair = lltype.malloc(PAIR, zero=True)
    part = pair.second
    if n > 3:
        part.key = n
    else:
        part.key = -n
    part.used = part.key > 0
    return pair.second.key, pair.first.key


def entry_point(argv):
    for n in [2, 5, 7]:
        second, first = fields(n)
        print branch(n), loop(n), second, first
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
