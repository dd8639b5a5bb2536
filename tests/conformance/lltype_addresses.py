# Addresses: arithmetic, the memory behind them, as keys of dicts, and back to pointers.
from rpython.rtyper.lltypesystem import llmemory, lltype

PAIR = lltype.Struct('PAIR', ('a', lltype.Signed), ('b', lltype.Signed))
OFFSET = llmemory.offsetof(PAIR, 'b')
NUMBERS = lltype.Array(lltype.Signed)


def fields(n):
    pair = lltype.malloc(PAIR, flavor='raw')
    pair.a = n
    pair.b = n * 2
    adr = llmemory.cast_ptr_to_adr(pair)
    print (adr + OFFSET).signed[0], adr.signed[1], int(adr.unsigned[0] == n)
    (adr + OFFSET).signed[0] = 77
    adr.char[0] = 'A'
    print pair.b, pair.a
    back = llmemory.cast_adr_to_ptr(adr, lltype.Ptr(PAIR))
    print int(back == pair), back.b
    keys(adr)
    lltype.free(pair, flavor='raw')


def keys(adr):
    d = {}
    d[adr] = 'first'
    d[adr + OFFSET] = 'second'
    d[adr + 0] = 'first again'
    print len(d), d[adr], d[adr + OFFSET], int(llmemory.NULL in d)
    print int(adr == llmemory.NULL), int(adr != adr), int(bool(adr)), (adr + OFFSET) - adr, int(adr < adr + OFFSET)
    print int(llmemory.cast_int_to_adr(llmemory.cast_adr_to_int(adr)) == adr)


def blocks():
    block = llmemory.raw_malloc(24)
    block.signed[0] = 5
    block.float[1] = 2.5
    block.address[2] = block
    print block.signed[0], int(block.float[1] * 2), int(block.address[2] == block)
    llmemory.raw_free(block)
    block = llmemory.raw_malloc(24, zero=True)
    place = block
    place += 8
    place.signed[0] = 6
    place -= 8
    print block.signed[0], block.signed[1], block.signed[2], place - block
    llmemory.raw_free(block)
    numbers = lltype.malloc(NUMBERS, 5, flavor='raw')
    numbers[3] = 9
    print (llmemory.cast_ptr_to_adr(numbers) + llmemory.itemoffsetof(NUMBERS, 3)).signed[0]
    lltype.free(numbers, flavor='raw')


def entry_point(argv):
    fields(len(argv) + 4)
    blocks()
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
