# Threads run while C code does, also when that code calls back.
from rpython.rlib import rgc, rthread
from rpython.rlib.objectmodel import dont_inline
from rpython.rtyper.lltypesystem import lltype, rffi

# compiled-only: there is one thread elsewhere

c_pipe = rffi.llexternal('pipe', [rffi.INTP], rffi.INT)
c_read = rffi.llexternal('read', [rffi.INT, rffi.CCHARP, rffi.SIZE_T], rffi.SSIZE_T)
c_write = rffi.llexternal('write', [rffi.INT, rffi.CCHARP, rffi.SIZE_T], rffi.SSIZE_T)
c_toupper = rffi.llexternal('toupper', [rffi.INT], rffi.INT, releasegil=False)

COMPARE = lltype.Ptr(lltype.FuncType([rffi.VOIDP, rffi.VOIDP], rffi.INT))
c_qsort = rffi.llexternal('qsort', [rffi.VOIDP, rffi.SIZE_T, rffi.SIZE_T, COMPARE], lltype.Void)


class Pair(object):
    def __init__(self, left, right):
        self.left = left
        self.right = right


class State(object):
    def __init__(self):
        self.request = 0
        self.answer = 0
        self.compared = 0
        self.checked = 0


state = State()


@dont_inline
def make(depth):
    if depth == 0:
        return None
    return Pair(make(depth - 1), make(depth - 1))


@dont_inline
def count(pair):
    if pair is None:
        return 0
    return 1 + count(pair.left) + count(pair.right)


def compare(a, b):
    state.compared += 1
    pair = make(6)
    rgc.collect(0)
    if count(pair) == 63:
        state.checked += 1
    left = rffi.cast(lltype.Signed, rffi.cast(rffi.CCHARP, a)[0])
    right = rffi.cast(lltype.Signed, rffi.cast(rffi.CCHARP, b)[0])
    return left - right


def read_byte(fd):
    buffer = lltype.malloc(rffi.CCHARP.TO, 1, flavor='raw')
    got = c_read(rffi.cast(rffi.INT, fd), buffer, rffi.cast(rffi.SIZE_T, 1))
    assert rffi.cast(lltype.Signed, got) == 1
    byte = buffer[0]
    lltype.free(buffer, flavor='raw')
    return byte


def write_byte(fd, byte):
    c_write(rffi.cast(rffi.INT, fd), byte + '.', rffi.cast(rffi.SIZE_T, 1))


def echo():
    fd = state.request
    while True:
        byte = read_byte(fd)
        kept = make(8)
        rgc.collect(0)
        if count(kept) != 255:
            byte = '?'
        write_byte(state.answer, chr(rffi.cast(lltype.Signed, c_toupper(ord(byte)))))
        if byte == 'z':
            break
    rthread.gc_thread_die()


def make_pipe():
    ends = lltype.malloc(rffi.INTP.TO, 2, flavor='raw')
    assert rffi.cast(lltype.Signed, c_pipe(ends)) == 0
    result = (rffi.cast(lltype.Signed, ends[0]), rffi.cast(lltype.Signed, ends[1]))
    lltype.free(ends, flavor='raw')
    return result


def sort(text):
    size = len(text)
    items = lltype.malloc(rffi.CCHARP.TO, size, flavor='raw')
    for i in range(size):
        items[i] = text[i]
    c_qsort(rffi.cast(rffi.VOIDP, items), rffi.cast(rffi.SIZE_T, size),
            rffi.cast(rffi.SIZE_T, 1), compare)
    result = rffi.charpsize2str(items, size)
    lltype.free(items, flavor='raw')
    return result


def entry_point(argv):
    print sort("before"), state.checked == state.compared
    state.request, ask = make_pipe()
    answer, state.answer = make_pipe()
    rthread.start_new_thread(echo, ())
    text = ''
    for byte in "collector":
        kept = make(7)
        write_byte(ask, byte)
        text += read_byte(answer)
        assert count(kept) == 127
    print text, sort(text), state.checked == state.compared
    write_byte(ask, 'z')
    print read_byte(answer)
    return 0


def target(driver, args):
    return entry_point, None
