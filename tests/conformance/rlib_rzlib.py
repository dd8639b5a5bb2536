# zlib: checksums, streams in pieces, dictionaries, errors.
from rpython.rlib import rzlib


def pack(text, level, step):
    stream = rzlib.deflateInit(level)
    packed = ""
    i = 0
    while i < len(text):
        packed += rzlib.compress(stream, text[i:i + step])
        i += step
    packed += rzlib.compress(stream, "", rzlib.Z_FINISH)
    rzlib.deflateEnd(stream)
    return packed


def unpack(packed, step):
    stream = rzlib.inflateInit()
    text = ""
    i = 0
    while i < len(packed):
        piece, finished, unused = rzlib.decompress(stream, packed[i:i + step])
        text += piece
        i += step
        if finished:
            print "finished, unused", unused
    rzlib.inflateEnd(stream)
    return text


def checksums():
    print rzlib.crc32("hello"), rzlib.crc32("lo", rzlib.crc32("hel"))
    print rzlib.adler32("hello"), rzlib.adler32("lo", rzlib.adler32("hel"))
    print rzlib.crc32(""), rzlib.adler32("")


def limits(packed):
    stream = rzlib.inflateInit()
    first, finished, unused = rzlib.decompress(stream, packed, max_length=10)
    print first, int(finished), int(unused > 0)
    used = len(packed) - unused
    assert used >= 0
    rest, finished, unused = rzlib.decompress(stream, packed[used:])
    print len(rest), int(finished), unused
    rzlib.inflateEnd(stream)


def dictionaries():
    stream = rzlib.deflateInit(zdict="hello world")
    packed = rzlib.compress(stream, "hello world, hello", rzlib.Z_FINISH)
    rzlib.deflateEnd(stream)
    stream = rzlib.inflateInit()
    text, finished, unused = rzlib.decompress(stream, packed, zdict="hello world")
    print text, int(finished), unused
    rzlib.inflateEnd(stream)


def copies():
    stream = rzlib.deflateInit()
    begun = rzlib.compress(stream, "the common beginning, ")
    other = rzlib.deflateCopy(stream)
    one = begun + rzlib.compress(stream, "one end", rzlib.Z_FINISH)
    two = begun + rzlib.compress(other, "another end", rzlib.Z_FINISH)
    rzlib.deflateEnd(stream)
    rzlib.deflateEnd(other)
    print unpack(one, 1000), unpack(two, 1000)


def errors(packed):
    stream = rzlib.inflateInit()
    try:
        rzlib.decompress(stream, "this is no zlib stream")
    except rzlib.RZlibError as e:
        print e.msg
    rzlib.inflateEnd(stream)
    stream = rzlib.inflateInit()
    try:
        rzlib.decompress(stream, packed[:20], rzlib.Z_FINISH)
    except rzlib.RZlibError as e:
        print e.msg
    rzlib.inflateEnd(stream)
    try:
        rzlib.deflateInit(99)
    except ValueError:
        print "no such level"


def entry_point(argv):
    checksums()
    text = "".join(["line %d of the text\n" % i for i in range(500)])
    packed = pack(text, 6, 700)
    print int(len(packed) < len(text) // 4)
    print int(unpack(packed, len(packed)) == text), int(unpack(packed, len(packed) // 2 + 1) == text)
    long_text = text * 40
    print int(unpack(pack(long_text, 9, len(long_text)), 10000) == long_text)
    limits(packed)
    dictionaries()
    copies()
    errors(packed)
    return 0


def target(driver, args):
    return entry_point, None
