# Variables that each thread has its own of; locks in one thread.
from rpython.rlib import rthread
from rpython.rlib.rthread import ThreadLocalField, ThreadLocalReference
from rpython.rtyper.lltypesystem import lltype, rffi


class Context(object):
    def __init__(self, depth):
        self.depth = depth

depth = ThreadLocalField(lltype.Signed, 'depth')
small = ThreadLocalField(rffi.INT, 'small')
buffer = ThreadLocalField(rffi.CCHARP, 'buffer')
context = ThreadLocalReference(Context)


def enter():
    depth.setraw(depth.getraw() + 1)


def entry_point(argv):
    n = len(argv)
    print depth.getraw(), rffi.cast(lltype.Signed, small.getraw()), int(bool(buffer.getraw()))
    print int(context.get() is None)
    for i in range(5):
        enter()
    small.setraw(rffi.cast(rffi.INT, -n))
    text = rffi.str2charp("text")
    buffer.setraw(text)
    context.set(Context(depth.getraw()))
    print depth.getraw(), rffi.cast(lltype.Signed, small.getraw()), rffi.charp2str(buffer.getraw())
    print context.get().depth, depth.get_or_make_raw()
    buffer.setraw(lltype.nullptr(rffi.CCHARP.TO))
    rffi.free_charp(text)
    context.set(None)
    print int(bool(buffer.getraw())), int(context.get() is None)

    lock = rthread.allocate_lock()
    print int(lock.acquire(True)), int(lock.acquire(False)), lock.acquire_timed(1000)
    lock.release()
    with lock:
        print int(lock.is_acquired())
    try:
        lock.release()
    except rthread.error:
        print 'not held'
    print int(rthread.get_ident() == rthread.get_ident())
    return 0


def target(driver, args):
    return entry_point, None
