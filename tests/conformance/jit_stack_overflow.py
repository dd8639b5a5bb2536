# StackOverflow out of compiled loops, bridges and the blackhole interpreter, repeatedly, with finally blocks.
from rpython.rlib import jit, rstackovf


class Counter(object):
    def __init__(self):
        self.finals = 0
        self.depth = 0


counter = Counter()

driver = jit.JitDriver(greens=['pc', 'code'], reds=['n', 'acc'], is_recursive=True)


def run(code, n):
    pc = 0
    acc = 0
    while pc < len(code):
        driver.jit_merge_point(pc=pc, code=code, n=n, acc=acc)
        op = code[pc]
        pc += 1
        if op == 'd':
            acc += run(code, n + 1) + 1
        elif op == 'f':
            try:
                acc += run(code, n + 1) + 1
            finally:
                counter.finals += 1
        elif op == 'b':
            if n & 1:
                acc += run(code, n + 1)
            else:
                acc -= run(code, n + 1)
        elif op == 'l':
            if acc < 20:
                acc += 1
                pc = 0
                driver.can_enter_jit(pc=pc, code=code, n=n, acc=acc)
        elif op == '+':
            acc += 1
        elif op == 's':
            if n == 300:
                return acc
    return acc


def attempt(code):
    try:
        run(code, 0)
        return 'done'
    except rstackovf.StackOverflow:
        rstackovf.check_stack_overflow()
        return 'overflow'


def attempt2(code):
    try:
        run(code, 0)
        return 'done'
    except RuntimeError:
        return 'RuntimeError'


@jit.dont_look_inside
def deep(n):
    return 1 + deep(n + 1)


loop = jit.JitDriver(greens=[], reds=['n', 'caught'])


def outer(n):
    caught = 0
    while n > 0:
        loop.jit_merge_point(n=n, caught=caught)
        if n % 4 == 0:
            try:
                caught += deep(n)
            except RuntimeError:
                caught += 1
        n -= 1
    return caught


def entry_point(argv):
    jit.set_user_param(None, 'threshold=5,function_threshold=7,trace_eagerness=3')
    for k in range(3):
        for code in ['d', '+d', 'sd', 'f', '+++++lf', 'b', '+lb+', 'sf']:
            before = counter.finals
            print code, attempt(code), attempt2(code), int(counter.finals > before),
        print
    print outer(24)
    return 0


def target(driver, args):
    return entry_point, None
# translated-only
