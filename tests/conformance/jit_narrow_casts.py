# Casts of words to narrower numbers cut them in machine code, too: as in a hash function of 32 bits.
from rpython.rlib import jit
from rpython.rtyper.lltypesystem import lltype, rffi

driver = jit.JitDriver(greens=['step'], reds=['n', 'word', 'total'])


def mix(word):
    word = rffi.cast(lltype.Signed, rffi.cast(rffi.INT, word * 33 + 2127912214))
    unsigned = rffi.cast(lltype.Signed, rffi.cast(rffi.UINT, word))
    return word ^ (unsigned >> 7)


def sum_of_parts(word):
    total = rffi.cast(lltype.Signed, rffi.cast(rffi.SHORT, word))
    total += rffi.cast(lltype.Signed, rffi.cast(rffi.USHORT, word))
    total += rffi.cast(lltype.Signed, rffi.cast(rffi.SIGNEDCHAR, word))
    total += rffi.cast(lltype.Signed, rffi.cast(rffi.UCHAR, word))
    return total


def between_narrow(word):
    unsigned = rffi.cast(rffi.UINT, word)
    total = rffi.cast(lltype.Signed, rffi.cast(rffi.INT, unsigned))
    signed = rffi.cast(rffi.SHORT, word)
    total += rffi.cast(lltype.Signed, rffi.cast(rffi.UINT, signed))
    total += rffi.cast(lltype.Signed, rffi.cast(rffi.INT, signed))
    byte = rffi.cast(rffi.UCHAR, word)
    return total + rffi.cast(lltype.Signed, rffi.cast(rffi.SHORT, byte))


def run(n, step):
    word = 49734321
    total = 0
    while n > 0:
        driver.jit_merge_point(step=step, n=n, word=word, total=total)
        word = mix(word) + step
        total = (total + sum_of_parts(word) * 3 + between_narrow(word)) & 0xffffffffffff
        n -= 1
    print word, total
    return word


def entry_point(argv):
    run(3, 1)
    run(500, 1)
    run(500, 1 << 40)
    run(500, -7)
    return 0


def target(driver, args):
    return entry_point, None
