# rthread with one thread, rgil, rvmprof registration, rtimer, rstack.
# compiled-only: llinterp runs graphs without the runtime's locks
from rpython.rlib import rthread, rgil, rvmprof, rtimer, rstack, rtime


class Context(object):
    def __init__(self, n):
        self.n = n

current = rthread.ThreadLocalReference(Context)


class Code(object):
    def __init__(self, name):
        self.name = name


def code_name(code):
    return "py:%s:1:file" % code.name

rvmprof.register_code_object_class(Code, code_name)


@rvmprof.vmprof_execute_code("run", lambda self, code: code)
def run(self, code):
    return self + len(code.name)


def entry_point(argv):
    lock = rthread.allocate_lock()
    print int(lock.acquire(True)), int(lock.acquire(False))
    lock.release()
    with lock:
        print int(lock.is_acquired())
    print int(lock.is_acquired())
    try:
        lock.release()
        print "no"
    except rthread.error:
        print "error"
    print int(current.get() is None)
    current.set(Context(5))
    print current.get().n
    rgil.yield_thread()
    code = Code("abc")
    rvmprof.register_code(code, code_name)
    print run(4, code)
    t = rtimer.read_timestamp()
    print int(rtimer.read_timestamp() >= t)
    print int(rstack.stack_almost_full())
    rstack.stack_check()
    start = rtime.time()
    rtime.sleep(0.01)
    print int(rtime.time() - start >= 0.01), int(rtime.clock() >= 0.0)
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
