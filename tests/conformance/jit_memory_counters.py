# The counters of jit_hooks: 0 without a JIT, consistent with each other with one.
from rpython.rlib import jit, jit_hooks, rgc
from rpython.rlib.jit import Counters, MemoryCounters

driver = jit.JitDriver(greens=['place'], reds=['n', 'total'])


def run(place, n):
    total = 0
    while n > 0:
        driver.jit_merge_point(place=place, n=n, total=total)
        if n % 3 == 0:
            total += place
        n -= 1
        total += n
    return total


def value(no):
    return jit_hooks.stats_get_counter_value(None, no)


def check(name, condition):
    if not condition:
        print 'wrong:', name


def entry_point(argv):
    jit.set_param(None, 'threshold', 3)
    jit.set_param(None, 'trace_eagerness', 3)
    jit.set_param(None, 'loop_longevity', 8)
    total = 0
    for place in range(100):
        total = (total + run(place, 50)) % 10007
    print total
    loops = value(Counters.TOTAL_COMPILED_LOOPS)
    bridges = value(Counters.TOTAL_COMPILED_BRIDGES)
    alive = value(MemoryCounters.LOOPS_ALIVE)
    check('loops', value(Counters.TOTAL_FREED_LOOPS) + alive == loops)
    check('bridges', value(Counters.TOTAL_FREED_BRIDGES) + value(MemoryCounters.BRIDGES_ALIVE) == bridges)
    check('compiled', loops == 0 or loops >= 100)
    check('aged', alive <= 20)
    check('peak', alive <= value(MemoryCounters.PEAK_LOOPS) <= 20)
    check('code', value(MemoryCounters.CODE_ALIVE) <= value(MemoryCounters.CODE_RESIDENT))
    check('freed', value(MemoryCounters.CODE_FREED) <= value(MemoryCounters.CODE_ALLOCATED))
    check('used', jit_hooks.stats_asmmemmgr_used(None) <= jit_hooks.stats_asmmemmgr_allocated(None))
    check('data', value(MemoryCounters.RESUME_ALIVE) <= value(MemoryCounters.DATA_ALIVE))
    check('time', jit_hooks.stats_get_times_value(None, Counters.TRACING) >= 0.0)
    rgc.collect()
    jit_hooks.stats_memmgr_release_all(None)
    # What ran last may still be named on the stack.
    check('released', value(MemoryCounters.LOOPS_ALIVE) <= 1)
    check('no code', value(MemoryCounters.CODE_ALIVE) * 20 <= value(MemoryCounters.CODE_ALLOCATED))
    check('no data', value(MemoryCounters.DATA_ALIVE) * 20 <= value(MemoryCounters.DATA_ALLOCATED))
    print run(7, 50)
    return 0


def target(driver, args):
    return entry_point, None
