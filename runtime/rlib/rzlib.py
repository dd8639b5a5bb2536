"""zlib: compression of strings.

A stream is a z_stream of the library: deflateInit() or inflateInit() makes it, deflateEnd() or
inflateEnd() frees it. What the library refuses is an RZlibError.
"""
import sys

from rpython.rlib.rstring import StringBuilder
from rpython.rtyper.lltypesystem import lltype, rffi
from rpython.translator.tool.cbuild import ExternalCompilationInfo

eci = ExternalCompilationInfo(libraries=['z'])

# Values of zlib's interface.
Z_NO_FLUSH, Z_PARTIAL_FLUSH, Z_SYNC_FLUSH, Z_FULL_FLUSH, Z_FINISH = range(5)
Z_OK, Z_STREAM_END, Z_NEED_DICT = range(3)
Z_ERRNO, Z_STREAM_ERROR, Z_DATA_ERROR, Z_MEM_ERROR, Z_BUF_ERROR, Z_VERSION_ERROR = range(-1, -7, -1)
Z_NO_COMPRESSION = 0
Z_BEST_SPEED = 1
Z_BEST_COMPRESSION = 9
Z_DEFAULT_COMPRESSION = -1
Z_DEFAULT_STRATEGY, Z_FILTERED, Z_HUFFMAN_ONLY = range(3)
Z_BINARY, Z_TEXT, Z_UNKNOWN = range(3)
Z_ASCII = Z_TEXT
Z_DEFLATED = DEFLATED = 8
MAX_WBITS = 15
MAX_MEM_LEVEL = 9
DEF_MEM_LEVEL = 8
OUTPUT_BUFFER_SIZE = 32 * 1024
CRC32_DEFAULT_START = 0
ADLER32_DEFAULT_START = 1

Bytefp = rffi.CCHARP
uInt = rffi.UINT
uLong = rffi.ULONG

z_stream = rffi.CStruct(
    'z_stream_s',
    ('next_in', Bytefp), ('avail_in', uInt), ('total_in', uLong),
    ('next_out', Bytefp), ('avail_out', uInt), ('total_out', uLong),
    ('msg', rffi.CCHARP), ('state', rffi.VOIDP),
    ('zalloc', rffi.VOIDP), ('zfree', rffi.VOIDP), ('opaque', rffi.VOIDP),
    ('data_type', rffi.INT), ('adler', uLong), ('reserved', uLong))
z_stream_p = lltype.Ptr(z_stream)
null_stream = lltype.nullptr(z_stream)


def _external(name, args, result):
    return rffi.llexternal(name, args, result, compilation_info=eci)

_crc32 = _external('crc32', [uLong, Bytefp, uInt], uLong)
_adler32 = _external('adler32', [uLong, Bytefp, uInt], uLong)
_version = _external('zlibVersion', [], rffi.CCHARP)
_deflateInit2 = _external('deflateInit2_', [z_stream_p, rffi.INT, rffi.INT, rffi.INT, rffi.INT,
                                            rffi.INT, rffi.CCHARP, rffi.INT], rffi.INT)
_inflateInit2 = _external('inflateInit2_', [z_stream_p, rffi.INT, rffi.CCHARP, rffi.INT], rffi.INT)
_deflate = _external('deflate', [z_stream_p, rffi.INT], rffi.INT)
_inflate = _external('inflate', [z_stream_p, rffi.INT], rffi.INT)
_deflateEnd = _external('deflateEnd', [z_stream_p], rffi.INT)
_inflateEnd = _external('inflateEnd', [z_stream_p], rffi.INT)
_deflateCopy = _external('deflateCopy', [z_stream_p, z_stream_p], rffi.INT)
_inflateCopy = _external('inflateCopy', [z_stream_p, z_stream_p], rffi.INT)
_deflateSetDictionary = _external('deflateSetDictionary', [z_stream_p, Bytefp, uInt], rffi.INT)
_inflateSetDictionary = _external('inflateSetDictionary', [z_stream_p, Bytefp, uInt], rffi.INT)


class RZlibError(Exception):
    """What the library refused; msg is a text like that of Python's zlib.error."""

    def __init__(self, msg):
        self.msg = msg

    def __str__(self):
        return self.msg


def _error(stream, status, doing):
    if stream and stream.c_msg:
        reason = rffi.charp2str(stream.c_msg)
    elif status == Z_BUF_ERROR:
        reason = 'incomplete or truncated stream'
    elif status == Z_STREAM_ERROR:
        reason = 'inconsistent stream state'
    elif status == Z_DATA_ERROR:
        reason = 'invalid input data'
    else:
        return RZlibError('Error %d %s' % (status, doing))
    return RZlibError('Error %d %s: %s' % (status, doing, reason))


def zlibVersion():
    return rffi.charp2str(_version())

ZLIB_VERSION = zlibVersion()


# ---- Checksums ------------------------------------------------------------------------------

def crc32(string, start=CRC32_DEFAULT_START):
    """The CRC-32 of a string that follows others with the CRC `start`; an r_uint."""
    with rffi.scoped_nonmovingbuffer(string) as data:
        return _crc32(rffi.cast(uLong, start), data, rffi.cast(uInt, len(string)))


def adler32(string, start=ADLER32_DEFAULT_START):
    """The Adler-32 of a string that follows others with the checksum `start`; an r_uint."""
    with rffi.scoped_nonmovingbuffer(string) as data:
        return _adler32(rffi.cast(uLong, start), data, rffi.cast(uInt, len(string)))


# ---- Streams --------------------------------------------------------------------------------

def _new_stream():
    return lltype.malloc(z_stream, flavor='raw', zero=True)


def _free(stream):
    lltype.free(stream, flavor='raw')


def _started(stream, status, doing):
    """The stream, if it could be initialised; else it is freed."""
    if status == Z_OK:
        return stream
    if status == Z_STREAM_ERROR:
        _free(stream)
        raise ValueError
    error = _error(stream, status, doing)
    _free(stream)
    raise error


def _int(n):
    return rffi.cast(rffi.INT, n)


def _status(result):
    return rffi.cast(lltype.Signed, result)


def deflateInit(level=Z_DEFAULT_COMPRESSION, method=Z_DEFLATED, wbits=MAX_WBITS,
                memLevel=DEF_MEM_LEVEL, strategy=Z_DEFAULT_STRATEGY, zdict=None):
    """A stream for compress(). Raises ValueError for parameters that do not exist."""
    stream = _new_stream()
    status = _status(_deflateInit2(stream, _int(level), _int(method), _int(wbits), _int(memLevel),
                                   _int(strategy), _version(), _int(rffi.sizeof(z_stream))))
    _started(stream, status, 'while creating compression object')
    if zdict is not None:
        try:
            deflateSetDictionary(stream, zdict)
        except RZlibError:
            deflateEnd(stream)
            raise
    return stream


def inflateInit(wbits=MAX_WBITS, zdict=None):
    """A stream for decompress(). Raises ValueError for parameters that do not exist."""
    stream = _new_stream()
    status = _status(_inflateInit2(stream, _int(wbits), _version(), _int(rffi.sizeof(z_stream))))
    _started(stream, status, 'while creating decompression object')
    if zdict is not None and wbits < 0: # a raw stream does not ask for it
        try:
            inflateSetDictionary(stream, zdict)
        except RZlibError:
            inflateEnd(stream)
            raise
    return stream


def deflateCopy(source):
    stream = _new_stream()
    status = _status(_deflateCopy(stream, source))
    return _started(stream, status, 'while copying compression object')


def inflateCopy(source):
    stream = _new_stream()
    status = _status(_inflateCopy(stream, source))
    return _started(stream, status, 'while copying decompression object')


def deflateEnd(stream):
    _deflateEnd(stream)
    _free(stream)


def inflateEnd(stream):
    _inflateEnd(stream)
    _free(stream)


def deflateSetDictionary(stream, string):
    with rffi.scoped_nonmovingbuffer(string) as data:
        status = _status(_deflateSetDictionary(stream, data, rffi.cast(uInt, len(string))))
    if status != Z_OK:
        raise _error(stream, status, 'while setting a dictionary')


def inflateSetDictionary(stream, string):
    with rffi.scoped_nonmovingbuffer(string) as data:
        status = _status(_inflateSetDictionary(stream, data, rffi.cast(uInt, len(string))))
    if status != Z_OK:
        raise _error(stream, status, 'while setting a dictionary')


# ---- Data -----------------------------------------------------------------------------------

def compress(stream, data, flush=Z_NO_FLUSH):
    """What the compressed form goes on with after `data`."""
    text, status, _ = _run(stream, data, flush, sys.maxint, True, None)
    wanted = Z_STREAM_END if flush == Z_FINISH else Z_OK
    if status != wanted and status != Z_BUF_ERROR:
        raise _error(stream, status, 'while compressing')
    return text


def decompress(stream, data, flush=Z_SYNC_FLUSH, max_length=sys.maxint, zdict=None):
    """(text, finished, unused): the next part of the text, whether the stream is at its end, and
    how many characters of `data` were not needed. Raises RZlibError for damaged data, and, if
    flush is Z_FINISH, for data that ends too early."""
    text, status, unused = _run(stream, data, flush, max_length, False, zdict)
    if status == Z_STREAM_END:
        return text, True, unused
    if status != Z_OK and status != Z_BUF_ERROR:
        raise _error(stream, status, 'while decompressing data')
    if flush == Z_FINISH and max_length == sys.maxint:
        raise _error(stream, Z_BUF_ERROR, 'while decompressing data')
    return text, False, unused


def _run(stream, data, flush, max_length, deflating, zdict):
    """(output, status, length of the input that is left)."""
    result = StringBuilder()
    status = Z_OK
    with rffi.scoped_nonmovingbuffer(data) as source:
        stream.c_next_in = source
        stream.c_avail_in = rffi.cast(uInt, len(data))
        with lltype.scoped_alloc(rffi.CCHARP.TO, OUTPUT_BUFFER_SIZE) as target:
            while max_length > 0:
                room = min(OUTPUT_BUFFER_SIZE, max_length)
                stream.c_next_out = target
                stream.c_avail_out = rffi.cast(uInt, room)
                if deflating:
                    status = _status(_deflate(stream, _int(flush)))
                else:
                    status = _status(_inflate(stream, _int(flush)))
                left = rffi.cast(lltype.Signed, stream.c_avail_out)
                produced = room - left
                assert produced >= 0
                result.append_charpsize(target, produced)
                max_length -= produced
                if status == Z_NEED_DICT and zdict is not None:
                    inflateSetDictionary(stream, zdict)
                elif status != Z_OK or left > 0:
                    break
        unused = rffi.cast(lltype.Signed, stream.c_avail_in)
        stream.c_next_in = lltype.nullptr(Bytefp.TO)
        stream.c_next_out = lltype.nullptr(Bytefp.TO)
    return result.build(), status, unused
