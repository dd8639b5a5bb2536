# A quasi-immutable field that changes while the loop that reads it is being traced.
from rpython.rlib.jit import JitDriver, dont_look_inside


class Config(object):
    _immutable_fields_ = ['step?', 'table?[*]']

    def __init__(self):
        self.step = 1
        self.table = [1, 2]


config = Config()
driver = JitDriver(greens=['every'], reds=['n', 'total'])


@dont_look_inside
def change(n, every):
    if n % every == 0:
        config.step += 1
        config.table = [config.table[1], n]


def run(every, n):
    total = 0
    while n > 0:
        driver.jit_merge_point(every=every, n=n, total=total)
        total += config.step * 3 + config.table[0]
        change(n, every)
        total += config.step + config.table[1]
        n -= 1
    return total


def entry_point(argv):
    for every in [1, 2, 3, 10, 1000]:
        print run(every, 60), config.step
    return 0


def target(driver, args):
    return entry_point, None
