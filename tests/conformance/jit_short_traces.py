# The limit of a trace's length is one of what is traced: the frame's values, which are more than that here, and
# what makes them do not count. Each part of a trace that is cut comes further than the one before, and where
# there is no place to cut, tracing is given up in the end.
from rpython.rlib import jit, jit_hooks
from rpython.rlib.debug import make_sure_not_resized
from rpython.rlib.jit import Counters

driver = jit.JitDriver(greens=['pc', 'code'], reds=['n', 'frame'], virtualizables=['frame'], is_recursive=True)


class Frame(object):
    _virtualizable_ = ['slots[*]']

    def __init__(self, first):
        self = jit.hint(self, access_directly=True, fresh_virtualizable=True)
        self.slots = [first] * 30
        make_sure_not_resized(self.slots)


@jit.unroll_safe
def long_instruction(frame, n):
    for k in range(30):
        frame.slots[k] = (frame.slots[(k + 7) % 30] * 3 + n) & 0xffff


def run(code, n, frame):
    frame = jit.hint(frame, access_directly=True)
    pc = 0
    while pc < len(code):
        driver.jit_merge_point(pc=pc, code=code, n=n, frame=frame)
        op = code[pc]
        pc += 1
        if op == 'a':
            frame.slots[1] = frame.slots[0] + 1
        elif op == 'm':
            frame.slots[0] = (frame.slots[1] * 5 + n) & 0xffff
        elif op == 'o':
            if n % 3 == 0:
                frame.slots[2] = frame.slots[1] ^ n
            else:
                frame.slots[2] += 1
        elif op == 'L':
            long_instruction(frame, n)
        elif op == 'r':
            if n & 63 > 40:
                frame.slots[3] = run('amor', n - 1, Frame(n)) & 0xffff
        elif op == 'l':
            n -= 1
            if n <= 0:
                break
            pc = 0
            driver.can_enter_jit(pc=pc, code=code, n=n, frame=frame)
    total = 0
    for k in range(30):
        total = total * 3 + frame.slots[k] & 0xffffff
    return total


def compiled():
    return (jit_hooks.stats_get_counter_value(None, Counters.TOTAL_COMPILED_LOOPS) +
            jit_hooks.stats_get_counter_value(None, Counters.TOTAL_COMPILED_BRIDGES))


def entry_point(argv):
    jit.set_user_param(None, 'threshold=3,function_threshold=5,trace_eagerness=2')
    for limit in [0, 1, 20, 60]:
        jit.set_param(driver, 'trace_limit', limit)
        for code in ['al', 'amol', 'amomoaamolll', 'aLmLl', 'rl', 'aorLml']:
            before = compiled(), jit_hooks.stats_get_counter_value(None, Counters.ABORT_TOO_LONG)
            code = code + ' ' * limit  # another one for each limit
            print limit, run(code, 400, Frame(2)),
            if compiled() - before[0] > 150:
                print 'compiled', compiled() - before[0],
            too_long = jit_hooks.stats_get_counter_value(None, Counters.ABORT_TOO_LONG) - before[1]
            if too_long > 100:
                print 'given up', too_long,
            print
    return 0


def target(driver, args):
    return entry_point, None
