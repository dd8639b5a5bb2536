# Threads that run compiled loops, leave them by guards and are traced in turn: each has its own frames.
# compiled-only: interpreted graphs have one thread only
from rpython.rlib import jit, rgil, rthread


class Shared(object):
    def __init__(self):
        self.started = self.done = 0
        self.results = [0] * 6


shared = Shared()
driver = jit.JitDriver(greens=['kind'], reds=['n', 'total', 'items'])


@jit.dont_look_inside
def pause(n):
    rgil.yield_thread()
    return n & 3


def run(kind, n):
    total = 0
    items = [1, 2, 3]
    while n > 0:
        driver.jit_merge_point(kind=kind, n=n, total=total, items=items)
        items[n % 3] += kind
        total = (total * 3 + items[(n + 1) % 3]) & 0xffffff
        if n % 10 == 0:
            items = [total & 3, pause(n), kind]
        elif n % 7 == 0:
            total += pause(n) * items[1]
        n -= 1
    return total


def worker():
    rthread.gc_thread_start()
    me = shared.started
    shared.started += 1
    result = run(me & 3, 1500)
    shared.results[me] = result
    shared.done += 1
    rthread.gc_thread_die()


def entry_point(argv):
    jit.set_user_param(None, 'threshold=13,trace_eagerness=7')
    rgil.allocate()
    for k in range(len(shared.results)):
        rthread.start_new_thread(worker, ())
        run(k, 20)
    while shared.done < len(shared.results):
        pause(run(9, 5))
    for k in range(len(shared.results)):
        print int(shared.results[k] == run(k & 3, 1500)),
    print
    return 0


def target(driver, args):
    return entry_point, None
