# set_param of one driver leaves the other driver's parameters alone: what is compiled shows it.
from rpython.rlib.jit import JitDriver, Counters, set_param, set_param_to_default, we_are_jitted
from rpython.rlib import jit_hooks

first = JitDriver(greens=['step'], reds=['n', 'acc'], name='first')
second = JitDriver(greens=['step'], reds=['n', 'acc'], name='second')


def run_first(n, step):
    acc = 0
    while n > 0:
        first.jit_merge_point(step=step, n=n, acc=acc)
        acc += step
        if we_are_jitted():
            acc += 1000000
        n -= 1
    return acc


def run_second(n, step):
    acc = 0
    while n > 0:
        second.jit_merge_point(step=step, n=n, acc=acc)
        acc += step
        if we_are_jitted():
            acc += 1000000
        n -= 1
    return acc


def jitted(acc):
    if acc >= 1000000:
        return 'compiled'
    return 'interpreted'


def entry_point(argv):
    set_param(None, 'threshold', 1000000)
    set_param(None, 'function_threshold', 1000000)
    print jitted(run_first(100, 1)), jitted(run_second(100, 1))
    set_param(second, 'threshold', 3)
    with_jit = run_second(100, 2) >= 1000000
    print jitted(run_first(100, 2)), int(with_jit == has_jit())
    set_param_to_default(second, 'threshold')
    print jitted(run_first(100, 3)), jitted(run_second(100, 3))
    set_param(first, 'threshold', 3)
    with_jit = run_first(100, 4) >= 1000000
    print jitted(run_second(100, 4)), int(with_jit == has_jit())
    # One that all drivers share.
    set_param(first, 'loop_longevity', 7)
    print run_first(10, 0) % 1000000
    return 0


def has_jit():
    return jit_hooks.stats_get_counter_value(None, Counters.TOTAL_COMPILED_LOOPS) > 0


def target(driver, args):
    return entry_point, None
