# Threads: locks, values of threads, collections while other threads wait.
from rpython.rlib import rgc, rgil, rthread, rtime
from rpython.rlib.objectmodel import dont_inline

# compiled-only: nothing dies, and there is one thread, elsewhere

THREADS = 4
ROUNDS = 200


class Node(object):
    def __init__(self, value, next):
        self.value = value
        self.next = next


class Context(object):
    def __init__(self, number):
        self.number = number


context = rthread.ThreadLocalReference(Context)


class State(object):
    def __init__(self):
        self.results = []
        self.failed = 0
        self.running = 0
        self.counter = 0
        self.lock = None


state = State()


def make_list(count, seed):
    node = None
    for i in range(count):
        node = Node(i * seed, node)
    return node


@dont_inline
def check_list(node, count, seed):
    i = count
    while node is not None:
        i -= 1
        if node.value != i * seed:
            return False
        node = node.next
    return i == 0


@dont_inline
def work(number):
    context.set(Context(number))
    for i in range(ROUNDS):
        node = make_list(100 + i, number)
        if i % 3 == 0:
            rgil.yield_thread()
        elif i % 50 == 1:
            rtime.sleep(0.001)
        elif i % 20 == 2:
            rgc.collect(i % 2)
        if not check_list(node, 100 + i, number):
            state.failed += 1
        if context.get().number != number:
            state.failed += 1
        state.lock.acquire(True)
        before = state.counter
        rgil.yield_thread()
        state.counter = before + 1
        state.lock.release()


def body():
    number = rthread.get_ident()
    work(number)
    rthread.gc_thread_die()
    state.lock.acquire(True)
    state.results.append(number)
    state.running -= 1
    state.lock.release()


def entry_point(argv):
    state.lock = rthread.allocate_lock()
    main = rthread.get_ident()
    context.set(Context(-1))
    idents = []
    for i in range(THREADS):
        state.running += 1
        idents.append(rthread.start_new_thread(body, ()))
    while state.running > 0:
        make_list(1000, 3)
        rtime.sleep(0.001)
    print len(state.results), state.failed, state.counter
    distinct = 0
    for ident in idents:
        if ident in state.results and ident != main:
            distinct += 1
    print distinct, context.get().number
    print state.lock.acquire(False), state.lock.acquire(False)
    print state.lock.acquire_timed(1000) == rthread.RPY_LOCK_FAILURE
    state.lock.release()
    print state.lock.is_acquired()
    return 0


def target(driver, args):
    return entry_point, None
